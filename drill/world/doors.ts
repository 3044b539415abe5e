import { createServer, type Server, type Socket } from "node:net";
import { groupedBy } from "#domain/grouped.ts";
import { type DarkDoor, type Darkness, darken } from "#drill/world/dark.ts";

/** One address and real port of the world, where something should listen. */
export interface Door {
  readonly host: string;
  readonly address: string;
  readonly realPort: number;
  readonly kind: "tls" | "plain";
}

/** `open` listens, `closed` refuses, `dark` drops every attempt. */
export type DoorMode = "open" | "closed" | "dark";

interface Listening {
  readonly door: Door;
  readonly port: number;
  server: Server | null;
}

/** Ports that hosts of the world may be mapped to: unprivileged and below the range that outgoing connections use. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

function listen(door: DarkDoor, onSocket: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(onSocket);
    server.once("error", reject);
    server.listen({ host: door.address, port: door.port, exclusive: true }, () => {
      server.off("error", reject);
      server.on("error", () => undefined); // A failed accept is one lost connection, never the world's end.
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Unprivileged ports to try for a real one: 443 -> 20443, 21443 ... */
export function* candidatePorts(realPort: number): Generator<number> {
  const start = FIRST_PORT + (realPort % 1000);
  for (let port = start; port < LAST_PORT; port += 1000) yield port;
  for (let port = FIRST_PORT; port < LAST_PORT; port++) yield port;
}

export function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/**
 * Every listener of the world. All doors of a real port share one unprivileged port, since `world.json` maps ports, not
 * addresses: a port that is taken at any of them, by another world for example, is given up for the next.
 */
export class Doors {
  readonly #onSocket: (door: Door, socket: Socket) => void;
  readonly #listening: Listening[] = [];
  readonly #ports = new Map<number, number>();
  readonly #sockets = new Set<Socket>();
  #dark: Darkness[] = [];

  constructor(onSocket: (door: Door, socket: Socket) => void) {
    this.#onSocket = onSocket;
  }

  /** Real port -> unprivileged port. */
  get ports(): ReadonlyMap<number, number> {
    return this.#ports;
  }

  /** Opens doors, all of one real port together. */
  async open(doors: readonly Door[]): Promise<void> {
    const byPort = groupByPort(doors);
    for (const [realPort, group] of byPort) await this.#openGroup(realPort, group);
  }

  async #openGroup(realPort: number, group: readonly Door[]): Promise<void> {
    const taken = new Set(this.#ports.values());
    for (const port of candidatePorts(realPort)) {
      if (taken.has(port)) continue;
      const opened = await this.#tryPort(group, port);
      if (!opened) continue;
      this.#ports.set(realPort, port);
      this.#listening.push(...opened);
      return;
    }
    throw new Error(`no unprivileged port is free for port ${realPort} of the world`);
  }

  /** The first door is bound alone, as a lock: of two worlds that start at once one gives way before it holds many. */
  async #tryPort(group: readonly Door[], port: number): Promise<Listening[] | null> {
    const opened: Listening[] = [];
    const bind = async (door: Door) => {
      opened.push({ door, port, server: await this.#listen(door, port) });
    };
    try {
      const [first, ...rest] = group;
      if (first) await bind(first);
      const results = await Promise.allSettled(rest.map(bind));
      const failed = results.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
      return opened;
    } catch (error) {
      await Promise.all(opened.map(({ server }) => server && close(server)));
      if (isBusy(error)) return null;
      throw error;
    }
  }

  #listen(door: Door, port: number): Promise<Server> {
    return listen({ address: door.address, port }, (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
      this.#onSocket(door, socket);
    });
  }

  /** Brings the doors of every host into the mode that it should be in now. */
  async settle(modeOf: (host: string) => DoorMode): Promise<void> {
    const wanted = (one: Listening) => modeOf(one.door.host);
    const isDark = (one: Listening) => this.#dark.some(({ doors }) => doors.some((door) => isAt(door, one)));
    // A group that holds a door which shall be dark no longer is lifted; what stays dark is darkened anew below.
    const over = this.#dark.filter(({ doors }) => {
      const held = this.#listening.filter((one) => doors.some((door) => isAt(door, one)));
      return held.some((one) => wanted(one) !== "dark");
    });
    this.#dark = this.#dark.filter((darkness) => !over.includes(darkness));
    await Promise.all(over.map((darkness) => darkness.lift()));
    await Promise.all(this.#listening.filter((one) => wanted(one) !== "open").map((one) => this.#shut(one)));
    const toDarken = this.#listening.filter((one) => wanted(one) === "dark" && !isDark(one));
    if (toDarken.length > 0)
      this.#dark.push(await darken(toDarken.map(({ door, port }) => ({ address: door.address, port }))));
    await Promise.all(this.#listening.filter((one) => wanted(one) === "open").map((one) => this.#reopen(one)));
  }

  async #shut(one: Listening): Promise<void> {
    const { server } = one;
    if (!server) return;
    one.server = null;
    for (const socket of this.#sockets)
      if (socket.localAddress === one.door.address && socket.localPort === one.port) socket.resetAndDestroy();
    await close(server);
  }

  async #reopen(one: Listening): Promise<void> {
    one.server ??= await this.#listen(one.door, one.port);
  }

  /** Closes every listener and connection. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all([
      ...this.#dark.map((darkness) => darkness.lift()),
      ...this.#listening.map(({ server }) => server && close(server)),
    ]);
    this.#dark = [];
    this.#listening.length = 0;
  }
}

function isAt(door: DarkDoor, one: Listening): boolean {
  return door.address === one.door.address && door.port === one.port;
}

function groupByPort(doors: readonly Door[]): Map<number, Door[]> {
  return groupedBy(doors, ({ realPort }) => realPort);
}
