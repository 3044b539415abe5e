import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A way to a server on loopback that may be slow, or lead nowhere. */
export interface SlowDoor {
  readonly port: number;
  /** How long everything is on its way, in each direction, in ms. Infinity: nothing arrives. */
  delay(ms: number): void;
  /** Breaks all connections off; new ones are let in. */
  cut(): void;
  close(): Promise<void>;
}

/** How often a way that leads nowhere is looked at again. */
const LOOK_EVERY_MS = 50;

export async function openSlowDoor(target: number): Promise<SlowDoor> {
  let delayMs = 0;
  const sockets = new Set<Socket>();

  /** In order, whatever the delay becomes meanwhile. */
  const carry = (from: Socket, to: Socket) => {
    let last = Promise.resolve();
    from.on("data", (chunk) => {
      const arrived = performance.now();
      last = last.then(async () => {
        while (delayMs === Number.POSITIVE_INFINITY && !to.destroyed) await sleep(LOOK_EVERY_MS);
        const leftMs = arrived + delayMs - performance.now();
        if (leftMs > 0) await sleep(leftMs);
        if (!to.destroyed) to.write(chunk);
      });
    });
    from.on("close", () => void last.then(() => to.destroy()));
    from.on("error", () => from.destroy());
  };
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => sockets.delete(socket));
    }
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    delay: (ms) => {
      delayMs = ms;
    },
    cut,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
