import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clouds, rangeSources } from "#catalog/clouds/providers.ts";
import { ownCatalog } from "#catalog/load.ts";
import { connect, type Sql } from "#db/client.ts";
import { type IncidentRow, incidentOf } from "#db/read/incident-row.ts";
import { readDocket } from "#db/write/docket.ts";
import { judgedOf, type VerdictRow } from "#db/write/judge-memory.ts";
import type { Catalog, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { componentSentence, incidentSentence } from "#domain/publish/sentence.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { type Docket, type DocketComponent, type DocketService, isQuorumComponent } from "#domain/status/docket.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { serviceStatus } from "#domain/status/service-status.ts";
import type { Status } from "#domain/status/status.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { PressTimes } from "#drill/world/press/times.ts";
import { startWorld } from "#drill/world/world.ts";
import { type Clock, createClock } from "#workers/clock.ts";
import { buildNetwork, userAgent } from "#workers/environment.ts";
import { cloudSources } from "#workers/feeds/sources.ts";
import { DEFAULT_LIMITS, type Limits } from "#workers/probe/probe.ts";
import { startWorker, type Worker } from "#workers/worker.ts";

/** What holds of a component, and the sentence for it. */
export interface Said extends Judged {
  readonly sentence: string;
}

/** An incident of the database, and its sentence. */
export interface ToldIncident extends Incident {
  readonly sentence: string;
  /** Kinds of its updates, in order. */
  readonly history: readonly string[];
}

/** For tests: a world, workers that probe it over loopback and judge it, a database, and one fast clock for all of them. */
export interface Scene {
  readonly clock: Clock;
  /** Of the catalog, cut down to the components that take part. */
  readonly services: readonly ServiceSpec[];
  /** Breaks something, as `npm run world -- fail` does. Throws when the world refuses. */
  fail(target: string, fault?: string): Promise<void>;
  /** Mends a target, or everything. */
  heal(target?: string): Promise<void>;
  /** Every component that has a verdict now. */
  verdicts(): Promise<Map<string, Said>>;
  /** Every incident there ever was, oldest first. */
  incidents(): Promise<ToldIncident[]>;
  /** Every verdict that a component ever had, in the order in which they were reached. */
  verdictsEver(component: string): Promise<string[]>;
  statusOf(service: string): Promise<Status>;
  stop(): Promise<void>;
}

export interface SceneOptions {
  readonly sql: Sql;
  readonly url: string;
  readonly vantages: readonly string[];
  /** Components that take part, by key; the controls always do. */
  readonly components: readonly string[];
  /** How many times faster than the machine's the clock runs. Timeouts of probes are in real time. */
  readonly rate: number;
  /** Seconds between two rounds at most, so that a scene is over soon; 30 unless told. */
  readonly beatS?: number;
  /** Of each attempt, in real milliseconds. The usual ones unless told. */
  readonly limits?: Partial<Limits>;
  /** How late the world's clouds and vendors post. */
  readonly times?: Partial<PressTimes>;
  /** Whether feeds and range files of the clouds are read as well; status pages of vendors are not. */
  readonly clouds?: boolean;
}

/** Checks that are asked less often than this decide nothing, and stay as they are. */
const SELDOM_S = CURRENT_RULES.decidesUpToS;

/** The catalog cut down to some components. A service without one is left out. */
function cutDown(keys: readonly string[], beatS: number): Catalog {
  const services = ownCatalog.services.flatMap((service) => {
    const components = service.components
      .filter(({ slug }) => keys.includes(`${service.slug}/${slug}`))
      .map((component) => ({ ...component, checks: component.checks.map((check) => quickened(check, beatS)) }));
    return components.length === 0 ? [] : [{ ...service, components }];
  });
  const known = services.flatMap((service) => service.components.map(({ slug }) => `${service.slug}/${slug}`));
  const unknown = keys.filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`not in the catalog: ${unknown.join(", ")}`);
  return { ...ownCatalog, services };
}

function quickened(check: CheckSpec, beatS: number): CheckSpec {
  return check.intervalS <= SELDOM_S ? { ...check, intervalS: Math.min(check.intervalS, beatS) } : check;
}

export async function openScene(options: SceneOptions): Promise<Scene> {
  const { sql, vantages, components, rate, beatS = 30, times = {} } = options;
  const catalog = cutDown(components, beatS);
  // A clock that sets out from the machine's: the world's certificates are valid at that time only.
  const clock = createClock({ origin: Date.now(), rate });
  const home = mkdtempSync(join(tmpdir(), "faultline-scene-"));
  const world = await startWorld({ catalog, home, vantages, now: () => clock.now(), ...times });
  const opened = await Promise.all(
    vantages.map((name) => openWorker({ ...options, name, catalog, clock, world: world.file })),
  );

  const { docket } = await sql.begin((tx) => readDocket(tx, catalog.chains));
  const verdicts = () => verdictsOf(sql, docket);
  const order = async (asked: Promise<object>) => {
    const reply = await asked;
    if ("refusal" in reply) throw new Error(String(reply.refusal));
  };

  return {
    clock,
    services: catalog.services,
    fail: (target, fault) => order(world.fail(target, fault)),
    heal: (target) => order(world.heal(target)),
    verdicts,
    incidents: () => incidentsOf(sql, docket),
    verdictsEver: async (component) => {
      const rows = await sql<{ verdict: string }[]>`
        select l.verdict from verdict_log l join component c on c.id = l.component_id join service s on s.id = c.service_id
        where s.slug || '/' || c.slug = ${component} order by l.id`;
      return rows.map((row) => row.verdict);
    },
    statusOf: async (slug) => {
      const said = await verdicts();
      const service = docket.services.find((one) => one.slug === slug);
      return serviceStatus(
        (service?.components ?? []).map((component) => ({
          weight: component.weight,
          verdict: said.get(component.key)?.verdict ?? null,
          quorum: isQuorumComponent(component),
          checks: component.checks.map(({ spec, vantages: by }) => ({ spec, monitored: by.length > 0 })),
        })),
        CURRENT_RULES,
      );
    },
    stop: async () => {
      await Promise.all(opened.map(({ worker }) => worker.stop()));
      await world.stop();
      await Promise.all(opened.map((one) => one.sql.end({ timeout: 5 })));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A worker as workers/main.ts makes one for the world, but for the clock and for what it would print. */
async function openWorker({
  name,
  url,
  catalog,
  clock,
  world,
  limits,
  clouds: isReading = false,
}: Pick<SceneOptions, "url" | "limits" | "clouds"> & {
  name: string;
  catalog: Catalog;
  clock: Clock;
  world: Awaited<ReturnType<typeof startWorld>>["file"];
}): Promise<{ worker: Worker; sql: Sql }> {
  const sql = connect({ url, name: `faultline-worker-${name}` });
  const complain = (detail: unknown, text?: string) => console.warn(name, text ?? "", detail);
  const worker = await startWorker({
    sql,
    clock,
    catalog,
    vantage: { name, provider: null, region: null, country: null, world: true },
    network: buildNetwork({ vantage: name }, world),
    env: (variable) => world.env[variable],
    userAgent: userAgent("test"),
    version: "test",
    retention: { rawDays: 30, minutesDays: 90 },
    limits: { ...DEFAULT_LIMITS, ...limits },
    sources: {
      clouds: isReading ? cloudSources(clouds) : [],
      pages: [],
      ranges: isReading ? rangeSources : [],
      providers: isReading ? clouds : [],
    },
    log: { debug: () => {}, info: () => {}, warn: complain, error: complain },
    onReplaced: () => complain("replaced"),
  });
  return { worker, sql };
}

interface Placed {
  readonly service: DocketService;
  readonly component: DocketComponent;
}

function placesIn(docket: Docket): Map<string, Placed> {
  return new Map(
    docket.services.flatMap((service) =>
      service.components.map((component) => [component.key, { service, component }] as const),
    ),
  );
}

async function verdictsOf(sql: Sql, docket: Docket): Promise<Map<string, Said>> {
  const rows = await sql<(VerdictRow & { key: string; since: Date })[]>`
    select s.slug || '/' || c.slug as key, w.* from component_verdict w
    join component c on c.id = w.component_id join service s on s.id = c.service_id`;
  const judged = new Map(rows.map((row) => [row.key, judgedOf(row, row.since)]));
  const places = placesIn(docket);
  return new Map(
    [...judged].map(([key, one]) => [
      key,
      { ...one, sentence: componentSentence(subjectOf(places.get(key), docket, judged), one) },
    ]),
  );
}

async function incidentsOf(sql: Sql, docket: Docket): Promise<ToldIncident[]> {
  const rows = await sql<(IncidentRow & { history: string[] })[]>`
    select i.*, s.slug || '/' || c.slug as component,
      array(select kind from incident_update u where u.incident_id = i.id order by sequence) as history
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    order by i.started_at, i.id`;
  const places = placesIn(docket);
  return rows.map((row) => {
    const incident = incidentOf(row);
    const subject = subjectOf(places.get(row.component), docket, new Map());
    return { ...incident, sentence: incidentSentence(subject, incident), history: row.history };
  });
}

function subjectOf(
  place: Placed | undefined,
  { chains, services }: Docket,
  judged: ReadonlyMap<string, Judged>,
): Subject {
  if (!place) throw new Error("a verdict on a component that is not in the docket");
  const { service, component } = place;
  const production = services
    .flatMap((one) => one.components)
    .find((one) => one.chain === component.chain && isQuorumComponent(one));
  return {
    service: service.name,
    component: component.name,
    single: service.components.length === 1,
    layer: component.layer,
    chainName: chains.get(component.chain ?? "")?.name ?? null,
    chainMoves: production !== undefined && judged.get(production.key)?.verdict === "up",
  };
}
