import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** An address and port that drops connection attempts. */
export interface DarkDoor {
  readonly address: string;
  readonly port: number;
}

/** A group of doors kept dark by one sleeping thread. */
export interface Darkness {
  readonly doors: readonly DarkDoor[];
  lift(): Promise<void>;
}

/** A connection that is not taken within this time is one whose SYN was dropped: on loopback a taken one needs < 1 ms. */
const DROPPED_MS = 250;
/** A queue asked to hold 1 holds 2; on other kernels a little more. */
const MAX_FILLERS = 32;

/** Connects, and tells whether the kernel took the connection. */
function attempt({ address, port }: DarkDoor, held: Socket[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    held.push(socket);
    const timer = setTimeout(() => resolve(false), DROPPED_MS);
    const done = (taken: boolean) => {
      clearTimeout(timer);
      resolve(taken);
    };
    socket.once("connect", () => done(true));
    socket.on("error", () => done(false));
  });
}

/** Fills the queue of a door until an attempt is dropped. */
async function fill(door: DarkDoor, held: Socket[]): Promise<void> {
  for (let i = 0; i < MAX_FILLERS; i++) if (!(await attempt(door, held))) return;
  throw new Error(`this kernel goes on taking connections at ${door.address}:${door.port}: it cannot drop them`);
}

function startThread(doors: readonly DarkDoor[], gate: SharedArrayBuffer): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./dark-worker.mjs", import.meta.url), {
      workerData: { doors, gate },
      execArgv: [], // Without the main thread's loaders it starts in milliseconds.
    });
    worker.once("error", reject);
    worker.once("message", () => resolve(worker));
  });
}

/** Makes doors drop every connection attempt until `lift`. Nobody else may listen there. */
export async function darken(doors: readonly DarkDoor[]): Promise<Darkness> {
  const gate = new SharedArrayBuffer(4);
  const worker = await startThread(doors, gate);
  const gone = new Promise((resolve) => worker.once("exit", resolve));
  const held: Socket[] = [];
  const lift = async () => {
    for (const socket of held) socket.destroy();
    Atomics.store(new Int32Array(gate), 0, 1);
    Atomics.notify(new Int32Array(gate), 0);
    await gone;
  };
  try {
    await Promise.all(doors.map((door) => fill(door, held)));
  } catch (error) {
    await lift();
    throw error;
  }
  return { doors, lift };
}
