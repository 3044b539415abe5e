import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadCatalog } from "#catalog/load.ts";
import { type LocatedCheck, locateChecks, notMonitored } from "#domain/check/flatten.ts";
import { leftAlone } from "#domain/politeness/left-alone.ts";
import { worldPath } from "#drill/world/paths.ts";
import { Misuse, tellFailure } from "#scripts/command/misuse.ts";
import { COLOUR, explain, PLAIN, type Style } from "#scripts/probe/explain.ts";
import { type RunnerTools, runMany, runOne } from "#scripts/probe/runner.ts";
import { select } from "#scripts/probe/select.ts";
import {
  type Done,
  type Skipped,
  skippedLines,
  tableHead,
  tableRow,
  tally,
  whyNot,
  widthOf,
} from "#scripts/probe/table.ts";
import { createClock } from "#workers/clock.ts";
import { buildNetwork, readWorldFile, userAgent } from "#workers/environment.ts";
import { createLoopLag } from "#workers/probe/loop-lag.ts";
import { probes } from "#workers/probe/map.ts";
import { createMemory } from "#workers/probe/memory.ts";
import { DEFAULT_LIMITS, NotReady, type ProbeContext } from "#workers/probe/probe.ts";
import { createHostGate } from "#workers/schedule/host-gate.ts";
import { hostLimits } from "#workers/schedule/host-limits.ts";

/** `npm run probe -- kraken/api/time`: one check, once, explained; a prefix for several; `--all` for a report of all. */

const USAGE = `npm run probe -- SERVICE/COMPONENT/CHECK   one check, once, explained
npm run probe -- SERVICE[/COMPONENT]       every check below it
npm run probe -- --all                     every check that can run here, in a table and a report file

--world  ask the running world (npm start -- --world) instead of the internet
--json   one line of JSON for each check instead
Exit 0 when all were ok, 1 otherwise, 2 for an id that does not exist.
Reads FAULTLINE_CATALOG, FAULTLINE_WORLD, FAULTLINE_DNS, FAULTLINE_SOURCE_ADDRESS, FAULTLINE_CONTACT and the keys.`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
// A reader that has seen enough (`| head`) is no error.
process.stdout.on("error", () => process.exit());
const setting = (name: string) => process.env[name] || undefined;

/** The catalog and everything impure, from the environment, as the worker has it. */
function buildTools(inWorld: boolean): RunnerTools & { readonly checks: readonly LocatedCheck[] } {
  const path = inWorld ? worldPath(resolve(setting("FAULTLINE_HOME") ?? ".faultline")) : setting("FAULTLINE_WORLD");
  const world = path === undefined ? null : readWorldFile(path);
  const operatorFile = setting("FAULTLINE_CATALOG");
  const catalog = loadCatalog({
    ...(operatorFile === undefined ? {} : { operatorFile }),
    readFile: (path) => readFileSync(path, "utf8"),
  });
  const checks = locateChecks(catalog);
  const clock = createClock();
  const context: ProbeContext = {
    network: buildNetwork({ dns: setting("FAULTLINE_DNS"), sourceAddress: setting("FAULTLINE_SOURCE_ADDRESS") }, world),
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    env: (name) => world?.env[name] ?? setting(name),
    memory: createMemory(),
    limits: DEFAULT_LIMITS,
    userAgent: userAgent(setting("FAULTLINE_CONTACT")),
    signal: new AbortController().signal,
    leftAlone: leftAlone(catalog),
  };
  const known = new Map(checks.map((check) => [check.id, check]));
  return {
    clock,
    context,
    loopLag: createLoopLag(),
    gate: createHostGate(clock, hostLimits(catalog, context.env)),
    known,
    checks,
  };
}

/** A check asked for by its whole id runs even when the catalog has it disabled: that is how one learns that it works. */
function partition(
  checks: readonly LocatedCheck[],
  exact: boolean,
  { env }: ProbeContext,
): [LocatedCheck[], Skipped[]] {
  const has = { env: (name: string) => env(name) !== undefined, probe: (kind: string) => Object.hasOwn(probes, kind) };
  const runnable: LocatedCheck[] = [];
  const skipped: Skipped[] = [];
  for (const located of checks) {
    const asActive = {
      ...located,
      service: { ...located.service, lifecycle: { state: "active" as const } },
      check: { ...located.check, tier: "core" as const },
    };
    const reason = notMonitored(exact ? asActive : located, has);
    if (reason === null) runnable.push(located);
    else skipped.push({ located, why: whyNot(located, reason) });
  }
  return [runnable, skipped];
}

function jsonLine({ located, report }: Done): string {
  if (report instanceof NotReady)
    return JSON.stringify({ id: located.id, outcome: "not_ready", waitsFor: report.waitsFor });
  const { result, ...rest } = report;
  return JSON.stringify({ id: located.id, ...result, ...rest });
}

const isOk = ({ report }: Done) => !(report instanceof NotReady) && report.result.outcome === "ok";

/** Writes what `--all` found where it can be read again, and says where. */
function writeReport(done: readonly Done[], skipped: readonly Skipped[], now: number): string {
  const folder = resolve(setting("FAULTLINE_HOME") ?? ".faultline");
  mkdirSync(folder, { recursive: true });
  const stem = join(
    folder,
    `probe-report-${new Date(now)
      .toISOString()
      .replace(/\.\d+Z$/, "Z")
      .replaceAll(":", "-")}`,
  );
  const width = widthOf(done.map(({ located }) => located.id));
  const explained = done
    .filter((one) => !isOk(one))
    .flatMap(({ located, report }) =>
      report instanceof NotReady ? [] : ["", ...explain(located, report, now, PLAIN)],
    );
  const table = [
    tableHead(width),
    ...done.map((one) => tableRow(one, width, PLAIN)),
    "",
    ...skippedLines(skipped),
    "",
    tally(done, skipped),
  ];
  writeFileSync(`${stem}.json`, done.map((one) => `${jsonLine(one)}\n`).join(""));
  writeFileSync(`${stem}.txt`, [...table, ...explained, ""].join("\n"));
  return stem;
}

/** One or several, explained one after the other. */
async function explainEach(
  checks: readonly LocatedCheck[],
  tools: RunnerTools,
  json: boolean,
  style: Style,
): Promise<Done[]> {
  const done: Done[] = [];
  for (const located of checks) {
    const one = { located, report: await runOne(located, tools) };
    done.push(one);
    if (json) say(jsonLine(one));
    else if (one.report instanceof NotReady)
      say(`${located.id}\nnot ready: the head of ${one.report.waitsFor} is not known\n`);
    else say(`${explain(located, one.report, tools.clock.now(), style).join("\n")}\n`);
  }
  return done;
}

async function tabulate(
  checks: readonly LocatedCheck[],
  tools: RunnerTools,
  json: boolean,
  style: Style,
): Promise<Done[]> {
  const width = widthOf(checks.map(({ id }) => id));
  if (!json) say(tableHead(width));
  return runMany(checks, tools, (one) => say(json ? jsonLine(one) : tableRow(one, width, style)));
}

async function main(): Promise<0 | 1 | 2> {
  const options = {
    all: { type: "boolean" },
    json: { type: "boolean" },
    world: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [wanted, ...more] = positionals;
  if (values.help) say(USAGE);
  if (values.help) return 0;
  if ((wanted === undefined) !== (values.all === true) || more.length > 0) throw new Misuse(USAGE);

  const tools = buildTools(values.world === true);
  const chosen = wanted === undefined ? { checks: tools.checks, exact: false } : select(tools.checks, wanted);
  if ("near" in chosen) {
    const near = chosen.near.length > 0 ? ` Did you mean ${chosen.near.join(", ")}?` : "";
    throw new Misuse(`There is no check called ${wanted}.${near}`);
  }
  const json = values.json === true;
  const style = process.stdout.isTTY && !process.env.NO_COLOR ? COLOUR : PLAIN;
  const [runnable, skipped] = partition(chosen.checks, chosen.exact, tools.context);
  const run = values.all ? tabulate : explainEach;
  const done = await run(runnable, tools, json, style);
  tools.loopLag.stop();
  if (!json) {
    for (const text of skippedLines(skipped)) say(text);
    if (done.length !== 1 || skipped.length > 0) say(tally(done, skipped));
    if (values.all) say(`written: ${writeReport(done, skipped, tools.clock.now())}.{json,txt}`);
  } else if (values.all) writeReport(done, skipped, tools.clock.now());
  // Nothing run is nothing proved.
  return done.length > 0 && done.every(isOk) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  tellFailure(error);
}
