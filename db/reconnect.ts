import { connect, type Socket } from "node:net";

/** From one try to the next, once there were as many as the client may have connections, and the one it listens with. */
const PAUSE_MS = 100;
/** Longest wait of the client after tries that found no server at all, seconds. */
const BACKOFF_S = 1;

/** What the client hands to whoever makes its sockets: parallel lists, or the path of a socket in the file system. */
interface Place {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
}

/**
 * Options of postgres.js (3.4.9) for a server that goes and comes back. By itself the client asks a server that turns it away
 * (`57P03`, while it recovers) again at once, some 600 times a second and connection, and waits up to 20 s after it found none.
 * @param max how many connections the client may have.
 */
export const reconnecting = (max: number) => ({
  backoff: (tries: number) => (0.5 + Math.random() / 2) * Math.min(3 ** tries / 100, BACKOFF_S),
  // Not in its types: postgres.js calls it for each socket it needs.
  ...{ socket: paced(max + 1) },
});

/** Makes sockets: `burst` at once, each further one a pause after the one before. */
function paced(burst: number): (place: Place) => Promise<Socket> {
  let due = -Infinity;
  let turn = 0;
  return async ({ host, port, path }) => {
    const now = performance.now();
    due = Math.max(due + PAUSE_MS, now - (burst - 1) * PAUSE_MS);
    if (due > now) await new Promise((resolve) => setTimeout(resolve, due - now));
    const next = turn++ % host.length;
    const name = host[next] ?? "localhost";
    const socket = path === false ? connect(port[next] ?? 5432, name) : connect(path);
    // TLS takes the name that it verifies from here.
    return Object.assign(socket, { host: name });
  };
}
