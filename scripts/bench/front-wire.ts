import { connect, createServer, type Socket } from "node:net";

/** A wire to a Postgres on loopback that counts what is asked over it. */
export interface CountingWire {
  readonly url: string;
  /** Statements so far, by the `application_name` of the session. */
  counts(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Messages by which a client asks for something: a bound statement, or a plain one. */
const ASKING = new Set(["B".charCodeAt(0), "Q".charCodeAt(0)]);
const TYPE_AND_LENGTH = 5;

export async function openWire(url: string): Promise<CountingWire> {
  const target = new URL(url);
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const backend = connect(Number(target.port), target.hostname);
    const count = counter(counts);
    client.on("data", count);
    client.pipe(backend).pipe(client);
    for (const socket of [client, backend]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => {
        sockets.delete(socket);
        client.destroy();
        backend.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const own = new URL(url);
  own.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: own.href,
    counts: () => new Map(counts),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads the frames of a client's messages: the first has no type and names the session. */
function counter(counts: Map<string, number>): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let name: string | null = null;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = name === null ? TYPE_AND_LENGTH - 1 : TYPE_AND_LENGTH;
      if (rest.length < head) return;
      const length = rest.readUInt32BE(head - 4) + head - 4;
      if (rest.length < length) return;
      if (name === null) {
        const fields = rest.subarray(8, length).toString().split("\0");
        name = fields[fields.indexOf("application_name") + 1] ?? "?";
      } else if (ASKING.has(rest[0] ?? 0)) counts.set(name, (counts.get(name) ?? 0) + 1);
      rest = rest.subarray(length);
    }
  };
}
