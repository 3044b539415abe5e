import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/**
 * A port whose connections are never completed: a thread that listens with the shortest queue and then stands still, so
 * that nothing is accepted. Once the queue is full, Linux drops the SYN of whoever comes next, as a dead host would.
 */
const LISTENER = `
const { parentPort, workerData } = require("node:worker_threads");
const server = require("node:net").createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  // The message must be on its way before the thread stands still.
  setImmediate(() => Atomics.wait(new Int32Array(workerData), 0, 0));
});
`;

/** Longer than a handshake on loopback ever takes, and far below the second after which a SYN is sent again. */
const STUCK_MS = 150;

/** True when the connection was completed, false when it hangs. */
function completes(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), STUCK_MS);
    socket.on("error", () => {});
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

export interface Blackhole {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a blackhole and fills its queue until a connection hangs. */
export async function startBlackhole(): Promise<Blackhole> {
  const flag = new SharedArrayBuffer(4);
  const thread = new Worker(LISTENER, { eval: true, workerData: flag });
  const port = await new Promise<number>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  const fillers: Socket[] = [];
  for (let full = false; !full && fillers.length < 16; ) {
    const socket = connect({ port, host: "127.0.0.1" });
    fillers.push(socket);
    full = !(await completes(socket));
  }
  return {
    port,
    close: async () => {
      for (const socket of fillers) socket.destroy();
      Atomics.notify(new Int32Array(flag), 0);
      await thread.terminate();
    },
  };
}
