/**
 * Listens and never accepts. The thread binds its addresses with the smallest queue and then sleeps inside Atomics.wait,
 * so that nothing can take a connection out of the queue; when the main thread has filled the queue, the kernel drops
 * every further SYN, which is exactly what a silent firewall does.
 *
 * Plain JavaScript, because a worker thread of Node 20 starts without any TypeScript loader.
 */
import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { doors, gate } = workerData;

function listen({ address, port }) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen({ host: address, port, backlog: 1, exclusive: true }, resolve);
  });
}

await Promise.all(doors.map(listen));
parentPort.postMessage("listening");
Atomics.wait(new Int32Array(gate), 0, 0);
process.exit(0);
