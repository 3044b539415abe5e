import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { readDossiers } from "#catalog/dossier/read.ts";
import { subjectRows } from "#catalog/dossier/subjects.ts";
import { ownCatalog } from "#catalog/load.ts";
import { isDocumentName } from "#domain/document-name.ts";
import { frameAt, stopsOf } from "#domain/replay/frame.ts";
import { replayOfDossier } from "#domain/replay/from-dossier.ts";
import { asKnownThen } from "#domain/replay/known-then.ts";
import type { Replay } from "#domain/replay/replay.ts";

const OURS = new URL("../dossiers/", import.meta.url);
/** The drafts that ours were made of; not in the repository. */
const DRAFTS = new URL("../../../shared/data/dossiers/", import.meta.url);

function dossiersIn(folder: URL) {
  const files = readdirSync(folder)
    .filter(isDocumentName)
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));
  return readDossiers(files, "dossiers");
}

const { dossiers } = dossiersIn(OURS);
const subjectOf = subjectRows(ownCatalog, clouds);
const replays = dossiers.map((dossier) => replayOfDossier(dossier, subjectOf));

function replay(id: string): Replay {
  const found = replays.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no replay ${id}`);
  return found;
}

const at = (text: string) => Date.parse(`${text}:00Z`);
const rowsOf = ({ rows }: Replay, stratum: string) => rows.filter((row) => row.stratum === stratum);

describe.skipIf(!existsSync(DRAFTS))("the drafts that ours were made of", () => {
  it("are read as they are", () => {
    const drafts = dossiersIn(DRAFTS);
    expect(drafts.problems).toEqual([]);
    for (const draft of drafts.dossiers) expect(replayOfDossier(draft, subjectOf).entries.length).toBeGreaterThan(0);
  });

  it("are all in ours: every event, contradiction, gap and note", () => {
    for (const draft of dossiersIn(DRAFTS).dossiers) {
      const own = dossiers.find(({ id }) => id === draft.id);
      expect(own?.events.map(({ at: time, source_url }) => [time, source_url])).toEqual(
        draft.events.map(({ at: time, source_url }) => [time, source_url]),
      );
      expect(own?.contradictions.length).toBe(draft.contradictions.length);
      expect(own?.gaps.length).toBe(draft.gaps.length);
      expect(own?.notes.length).toBeGreaterThanOrEqual(draft.notes.length);
    }
  });
});

describe.each(replays)("the replay of $id", (one) => {
  it("fills its window in every row that has times, and nothing of a day's precision is in it", () => {
    for (const { spans, id } of one.rows) {
      if (spans.length === 0) continue;
      expect([spans[0]?.from, spans.at(-1)?.to], id).toEqual([one.window.from, one.window.to]);
    }
    const timed = new Set(one.entries.filter((entry) => entry.at !== null).map(({ id }) => id));
    for (const { why } of one.rows.flatMap(({ spans }) => spans)) {
      if (why.kind === "entry") expect(timed.has(why.entry)).toBe(true);
    }
  });

  it("shows each entry in a row, with its kind and source", () => {
    const rows = new Set(one.rows.map(({ id }) => id));
    for (const entry of one.entries) {
      expect(rows.has(entry.row)).toBe(true);
      expect(entry.source?.url).toMatch(/^https:/);
    }
  });

  it("draws nothing as if we had measured it", () => {
    expect(new Set(one.rows.map(({ source }) => source))).toEqual(new Set(["told"]));
  });

  it("its band and its milestones lie in its window", () => {
    const { from, to } = one.window;
    for (const band of one.bands) expect(band.from >= from && band.from < band.to && band.to <= to).toBe(true);
    for (const { at: time } of one.milestones) expect(time >= from && time <= to).toBe(true);
  });

  it("is the same whenever it is made", () => {
    const dossier = dossiers.find(({ id }) => id === one.id);
    if (dossier !== undefined) expect(replayOfDossier(dossier, subjectOf)).toEqual(one);
  });
});

describe("2025-10-20", () => {
  const october = replay("2025-10-20-aws-us-east-1");

  it("two peaks stay two: DynamoDB, and load balancers three hours after it was well again", () => {
    const rows = rowsOf(october, "cloud").filter(({ id }) => id.includes("#"));
    expect(rows.map(({ spans }) => spans.map(({ status }) => status))).toEqual([
      ["operational", "major_outage", "operational"],
      ["operational", "partial_outage", "degraded_performance", "operational"],
      ["operational", "partial_outage", "operational"],
    ]);
    expect(frameAt(october, at("2025-10-20T11:00")).failing.cloud).not.toContain("cloud/aws/us-east-1#1");
    expect(frameAt(october, at("2025-10-20T14:14")).failing.cloud).toContain("cloud/aws/us-east-1#3");
  });

  it("only what is said of the whole region moves its row: the last Redshift clusters do not", () => {
    const { states } = frameAt(october, at("2025-10-21T11:05"));
    expect(states.get("cloud/aws/us-east-1")?.status).toBe("operational");
  });

  it("Infura's seven networks are parts of one row, without a clock time", () => {
    const infura = october.rows.find(({ id }) => id === "access/infura");
    const parts = october.entries.filter(({ row, part }) => row === "access/infura" && part !== null);
    expect(parts.length).toBe(7);
    expect(infura?.untimed).toEqual(expect.arrayContaining(parts.map(({ id }) => id)));
  });

  it("what the catalog does not know is a row of the replay alone, by its own name", () => {
    const opensea = october.rows.find(({ id }) => id === "access/opensea");
    expect(opensea).toMatchObject({ path: null, spans: [] });
    expect(JSON.stringify(opensea?.name)).toContain("OpenSea");
  });

  it("AWS said so 23 minutes after the onset, and somebody had measured it after one", () => {
    expect(october.milestones.map(({ kind, delayMs }) => [kind, delayMs])).toEqual([
      ["onset", null],
      ["seen", 60_000],
      ["said", 23 * 60_000],
    ]);
  });

  it("at 07:20 Coinbase and Infura are told to be down, and Bitcoin and Ethereum to be unharmed; Solana is disputed", () => {
    const { failing, unharmed } = frameAt(october, at("2025-10-20T07:20"));
    expect(failing.access).toEqual(["access/coinbase", "access/infura"]);
    expect(unharmed).toEqual(expect.arrayContaining(["chain/bitcoin", "chain/ethereum"]));
    expect(unharmed).not.toContain("chain/solana");
    expect(unharmed).not.toContain("chain/base");
  });

  it("before AWS's first notice nobody could know", () => {
    const then = asKnownThen(october);
    expect(frameAt(then, at("2025-10-20T07:10")).failing).toEqual({ cloud: [], access: [], chain: [] });
    expect(frameAt(then, at("2025-10-20T07:11")).failing.cloud).toEqual(["cloud/aws/us-east-1"]);
  });
});

it("2025-04-15: Binance failed ten minutes before AWS's first notice, and its end is AWS's own", () => {
  const april = replay("2025-04-15-aws-ap-northeast-1");
  const then = asKnownThen(april);
  expect(frameAt(then, at("2025-04-15T08:05")).failing).toMatchObject({ cloud: [], access: ["access/binance"] });
  expect(frameAt(april, at("2025-04-15T08:43")).failing.cloud).toEqual([]);
  expect(stopsOf(april).length).toBe(10);
});

it("2020-11-11: a part with clock times of its own is a row of its own, beside a chain that was told of too", () => {
  const infura = replay("2020-11-11-infura");
  expect(infura.bands).toEqual([]);
  expect(infura.rows.find(({ id }) => id === "access/infura/ethereum")?.name).toBe("Infura Ethereum");
  expect(frameAt(infura, at("2020-11-11T09:00")).failing).toMatchObject({ access: ["access/infura/ethereum"] });
});

describe("the window of a dossier", () => {
  const HOUR = 3_600_000;
  const [first] = dossiers.filter(({ id }) => id === "2025-10-20-aws-us-east-1");
  if (first === undefined) throw new Error("there is no dossier of 2025-10-20");
  const windowOf = ({ window }: Replay) => (window.to - window.from) / HOUR;

  it("reaches to its end where that is after all that is told, and the band with it", () => {
    const { window, bands } = replayOfDossier({ ...first, ended_at: "2025-10-25T12:00:00Z" }, subjectOf);
    expect(window.to).toBe(at("2025-10-25T13:00"));
    expect(bands.map(({ to }) => to)).toEqual([at("2025-10-25T12:00")]);
  });

  it("a claim of another year is told without a time, whoever let it through, and makes no replay of years", () => {
    const [event, ...events] = first.events;
    if (event === undefined) throw new Error("it has no event");
    const wrong = { ...event, at: "2015-10-20T07:11:00Z", precision: "minute" as const };
    const replay = replayOfDossier({ ...first, events: [wrong, ...events] }, subjectOf);
    expect(windowOf(replay)).toBeLessThanOrEqual(windowOf(replayOfDossier(first, subjectOf)));
    expect(replay.entries.find(({ id }) => id === "1")).toMatchObject({ at: null, wasKnownThen: false });
    expect(replay.rows.some(({ untimed }) => untimed.includes("1"))).toBe(true);
  });

  it("an end, a notice and a phase of another year are cut off where the window ends", () => {
    const far = "2035-10-20T12:00:00Z";
    const phases = first.phases.map((phase) => ({ ...phase, to: far }));
    const late = [...phases, { from: far, to: null, state: "degraded" as const, what: "Late", part: "Late" }];
    const wrong = { ...first, ended_at: far, first_public_notice_at: far, phases: late };
    const { window, bands, rows } = replayOfDossier(wrong, subjectOf);
    expect((window.to - window.from) / HOUR).toBeLessThan(29 * 24);
    expect(bands.map(({ to, saidAt, leadIn }) => [to, saidAt, leadIn])).toEqual([[window.to, null, null]]);
    for (const { spans, id } of rows.filter((row) => row.spans.length > 0))
      expect([spans[0]?.from, spans.at(-1)?.to], id).toEqual([window.from, window.to]);
  });
});
