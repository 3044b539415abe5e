import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Catalog } from "#domain/check/service.ts";
import type { CloudStatement } from "#domain/drill/scenario.ts";
import type { EpochMs } from "#domain/time.ts";
import { createRegistry, type Registry } from "#drill/world/answers/registry.ts";
import { type Authority, openAuthority } from "#drill/world/authority.ts";
import { type ControlChannel, type Controllable, openControl } from "#drill/world/control.ts";
import { createDesk } from "#drill/world/desk.ts";
import { Director } from "#drill/world/director.ts";
import { type Door, Doors } from "#drill/world/doors.ts";
import { FaultBook } from "#drill/world/fault-book.ts";
import { type Matcher, matchersOf } from "#drill/world/match.ts";
import { createModel, type WorldModel } from "#drill/world/model.ts";
import { type NameService, openNameService } from "#drill/world/name-service.ts";
import { Orders } from "#drill/world/orders.ts";
import { worldFolder, worldPath } from "#drill/world/paths.ts";
import { type Plan, planWorld } from "#drill/world/plan.ts";
import { Chronicle } from "#drill/world/press/chronicle.ts";
import { createPress, type Press } from "#drill/world/press/press.ts";
import { PRESS_TIMES, type PressTimes } from "#drill/world/press/times.ts";
import { clearDelays } from "#drill/world/press/vendor-pages.ts";
import { Reception } from "#drill/world/reception.ts";
import { createReplies } from "#drill/world/replies.ts";
import { runningWorld } from "#drill/world/running.ts";
import { createSockets } from "#drill/world/sockets.ts";
import { Tally } from "#drill/world/tally.ts";
import type { WorldFile } from "#workers/world-file.ts";

/** How late clouds and vendors post may be set: `PRESS_TIMES` otherwise. */
export interface WorldOptions extends Partial<PressTimes> {
  readonly catalog: Catalog;
  /** `.faultline`: the world keeps to its folder `world` in it. */
  readonly home: string;
  readonly vantages: readonly string[];
  /** The world's clock: heads, trades and server times follow it. */
  readonly now: () => EpochMs;
  /** What clouds post of some regions, in a drill; there they post nothing else. */
  readonly statements?: readonly CloudStatement[];
  readonly log?: (line: string) => void;
}

/** A running world. */
export interface World extends Controllable {
  readonly file: WorldFile;
  /** Where `file` was written. */
  readonly path: string;
  readonly plan: Plan;
  readonly model: WorldModel;
  stop(): Promise<void>;
}

/** What the world is made of before anything listens. */
interface Parts {
  readonly plan: Plan;
  readonly model: WorldModel;
  readonly book: FaultBook;
  readonly tally: Tally;
  readonly matchers: ReadonlyMap<string, Matcher>;
  readonly chronicle: Chronicle;
  readonly press: Press;
  readonly registry: Registry;
  readonly now: () => EpochMs;
  readonly isCutOff: (address: string) => boolean;
}

function assemble(options: WorldOptions): Parts {
  const { catalog, vantages, now, statements = [] } = options;
  const plan = planWorld(catalog, vantages);
  const book = new FaultBook();
  const matchers = matchersOf(plan);
  const times = { ...PRESS_TIMES, ...options };
  const chronicle = new Chronicle(clearDelays(plan.press, times));
  const press = createPress({ plan, chronicle, times, since: now(), statements });
  const registry = createRegistry(plan, matchers, press.answer);
  const vantageAt = new Map([...plan.vantages].map(([name, address]) => [address, name]));
  const isCutOff = (address: string) => book.vantages.has(vantageAt.get(address) ?? "");
  const model = createModel(catalog.chains);
  return { plan, model, book, tally: new Tally(), matchers, chronicle, press, registry, now, isCutOff };
}

function doorsOf(plan: Plan): Door[] {
  return [...plan.sites.values()].flatMap(({ host, address, ports }) =>
    [...ports].map(([realPort, kind]) => ({ host, address, realPort, kind })),
  );
}

async function openDoors(parts: Parts, authority: Authority): Promise<Doors> {
  const { plan, book, isCutOff } = parts;
  const hosts = new Map([...plan.sites.values()].map(({ address, host }) => [address, host]));
  const counter = { ...parts, hostAt: (address: string) => hosts.get(address) ?? null, replies: createReplies(parts) };
  const rules = { isCutOff, faultOf: (host: string) => book.hosts.get(host)?.fault ?? null };
  const reception = new Reception(authority, rules, createDesk(counter), createSockets(counter));
  const doors = new Doors((door, socket) => reception.receive(door, socket));
  await doors.open(doorsOf(plan));
  return doors;
}

function fileOf(
  { plan }: Parts,
  { ports }: Doors,
  names: NameService,
  { caPem }: Authority,
): Omit<WorldFile, "control" | "token"> {
  const mapped = [...ports, [53, names.resolverPort] as const];
  return {
    pid: process.pid,
    dns: names.dns,
    ca: caPem,
    ports: Object.fromEntries(mapped.map(([real, port]) => [String(real), port])),
    addresses: Object.fromEntries([
      ...plan.resolvers.map(({ control, address }) => [control.address, address]),
      ...plan.asked.map(({ literal, address }) => [literal, address]),
    ]),
    env: { ...plan.env },
    vantages: Object.fromEntries(plan.vantages),
  };
}

/** Replaces `world.json` in one step: a worker reads the old one or the new one, never half. */
function writeWorldFile(path: string, file: WorldFile): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

/**
 * Starts a world: stand-ins for every check of a catalog on loopback, behind a DNS and an authority of its own.
 * @throws Error when a world runs for this home already
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { home, log = () => undefined } = options;
  const running = await runningWorld(worldPath(home));
  if (running !== null) throw new Error(`a world already runs for ${home} (process ${running})`);
  mkdirSync(worldFolder(home), { recursive: true, mode: 0o700 });
  const parts = assemble(options);
  const { plan, model } = parts;
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  const closeAll = async () => void (await Promise.all(opened.map((one) => one.close())));
  try {
    // Certificates are judged by the machine's clock, whatever time the world plays.
    const authority = await openAuthority(worldFolder(home), Date.now);
    const doors = keep(await openDoors(parts, authority));
    log(`world: ${plan.sites.size} hosts listen on loopback`);
    const names: NameService = keep(await openNameService(parts, new Set(doors.ports.values())));
    log(`world: DNS at ${names.dns}`);
    const director = new Director({ ...parts, doors, dns: names.dns, orders: new Orders(parts) });
    const token = randomBytes(24).toString("base64url");
    const control: ControlChannel = keep(await openControl(director, token));
    const file: WorldFile = { ...fileOf(parts, doors, names, authority), control: control.url, token };
    const path = worldPath(home);
    writeWorldFile(path, file);
    log(`world: ready, ${plan.checks.size} checks, ${plan.vantages.size} vantages, ${path}`);
    const stop = async () => {
      rmSync(path, { force: true });
      await closeAll();
    };
    return {
      file,
      path,
      plan,
      model,
      stop,
      list: () => director.list(),
      status: () => director.status(),
      fail: (target, fault) => director.fail(target, fault),
      heal: (target) => director.heal(target),
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
