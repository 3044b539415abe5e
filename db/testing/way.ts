import { connect, createServer, type Socket } from "node:net";

export interface Way {
  /** The database's, by this way. */
  readonly url: string;
  /** Breaks off every connection. */
  cut(): void;
  /** Breaks off, from now on, a connection whose client sends this. */
  cutAt(words: string): void;
  /** Answers the next so many connections as a server does that recovers, and ends them. */
  turnAway(times: number): void;
  /** When each connection was asked for, ms. */
  readonly tries: number[];
  close(): void;
}

const refusal = Buffer.from("SFATAL\0VFATAL\0C57P03\0Mthe database system is not yet accepting connections\0\0");
const RECOVERING = Buffer.concat([Buffer.from("E\0\0\0"), Buffer.of(4 + refusal.length), refusal]);

/** A way on loopback to a database, which can be cut. */
export async function makeWay(database: string): Promise<Way> {
  const url = new URL(database);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  let forbidden: string | null = null;
  let away = 0;
  const tries: number[] = [];
  const server = createServer((near) => {
    tries.push(performance.now());
    if (away > 0) {
      away -= 1;
      near.on("error", () => {});
      near.once("data", () => near.end(RECOVERING));
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.on("data", (chunk) => {
      if (forbidden !== null && chunk.includes(forbidden)) near.destroy();
      else far.write(chunk);
    });
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url.port = String(typeof address === "object" ? address?.port : 0);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    cutAt: (words) => {
      forbidden = words;
    },
    turnAway: (times) => {
      away = times;
    },
    tries,
    close: () => {
      cut();
      server.close();
    },
  };
}
