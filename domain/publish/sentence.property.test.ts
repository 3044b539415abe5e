import { describe, expect, it } from "vitest";
import type { Layer } from "#domain/check/service.ts";
import { SIGNALS } from "#domain/check/spec.ts";
import { FAILURE_TYPES, PHASES } from "#domain/failure/failure.ts";
import { SEVERITIES } from "#domain/incident/incident.ts";
import { componentSentence, incidentSentence } from "#domain/publish/sentence.ts";
import { en } from "#domain/publish/sentences-en.ts";
import { ja } from "#domain/publish/sentences-ja.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { at, incident, polygon, settlement, told } from "#domain/publish/testing/told.ts";
import { FINDINGS, type Finding, type FindingKind } from "#domain/status/verdict.ts";

const kinds = Object.keys(FINDINGS) as FindingKind[];
const MODE = "closed for maintenance of unknown length";
const PLACES = [[], ["tokyo"], ["a-vantage-with-a-long-name", "osaka", "oslo", "paris", "quito"]];
const retracted = { at: at("14:00:00"), author: "ops", reason: "Our own resolver was broken." };

/** A finding as bare as it may be, and as full. */
function findings(kind: FindingKind): Finding[] {
  const full: Finding = {
    kind,
    check: "head",
    proves: "it answers",
    failureType: "http.error",
    httpStatus: 503,
    mode: MODE,
    lagS: 240,
    ageS: 11_000,
    operators: { agree: 5, of: 9 },
    p95Ms: 6_200,
    limitMs: 2_000,
    failures: 12,
    checks: { bad: 1, of: 3 },
  };
  const settling = { signal: "l1_settlement", failureType: "payload.stale" } as const;
  return [
    { kind },
    full,
    { ...full, operators: { agree: 9, of: 9 } },
    ...FAILURE_TYPES.map((failureType): Finding => ({ ...full, failureType })),
    ...SIGNALS.map((signal): Finding => ({ ...full, signal, failureType: "payload.stale" })),
    ...["finalized", "safe"].map((check): Finding => ({ ...full, ...settling, check })),
    { ...full, ...settling, check: "safe", proves: "batches reach the parent chain" },
    { ...full, ...settling, check: "proved", proves: "blocks are being proved" },
    { kind, ...settling },
    { kind, failureType: "payload.stale", lagS: 0 },
    { kind, failureType: "payload.stale", ageS: -600 },
    { ...full, httpStatus: 522 },
    { ...full, networkPart: "edge" },
    { ...full, httpStatus: 504, networkPart: "unreached" },
  ];
}

/** Everything that may be said of a finding: of a component, and of an incident at each point of its life. */
function saidOf(about: Subject, finding: Finding, vantages: readonly string[], words: typeof en): string[] {
  const seen = { vantages, usable: Math.max(3, vantages.length) };
  const tell = (rest: Parameters<typeof incident>[1]) =>
    incidentSentence(about, incident(finding, { ...seen, ...rest }), words);
  const over = { resolvedAt: at("12:41:00") };
  return [
    componentSentence(about, told(finding, seen), words),
    componentSentence(about, told(finding, { ...seen, lastGood: at("11:00:00") }), words),
    tell({}),
    tell(over),
    tell({ ...over, lastGood: at("11:00:00") - 86_400_000 }),
    tell({ ...over, verdict: "unknown" }),
    tell({ verdict: "degraded" }),
    tell({ retracted }),
    tell({ retracted, ...over }),
  ];
}

function expectEnglish(sentence: string): void {
  expect(sentence).not.toMatch(/undefined|null|NaN|Infinity| {2}|\(\)|: :|: ?\.|,\s*[,.]|\.\.| [,.;:]|[{}|\n]/);
  expect(sentence).toMatch(/^[!-~][ -~]*[^.]\.$/);
  expect(sentence.length).toBeLessThan(330);
}

/** What stands in Latin letters in Japanese: abbreviations that have no other form. */
const ABBREVIATIONS = /\b(?:UTC|HTTP|JSON|TLS)\b/g;
/** Names, and what others wrote. */
const FOREIGN = /Infura|Polygon|Base|Ethereum|tokyo|osaka|oslo|a-vantage-with-a-long-name|"[^"]*"|Our own .* broken/g;

function expectJapanese(sentence: string): void {
  const own = sentence.replace(FOREIGN, "某");
  expect(own.replace(ABBREVIATIONS, "")).not.toMatch(/[A-Za-z]|NaN/);
  // Spaces stand in instants, before a status and between the names of the catalog; commas and full stops are Japanese.
  expect(own.replace(/日 \d|\d UTC|HTTP \d|^某 某/g, "")).not.toMatch(/\s/);
  expect(own.replace(/\d+:\d\d|\d\.\d/g, "")).not.toMatch(/[,.;:!?()[\]{}|]/);
  expect(own).not.toMatch(/（）|。。|、、|、。|。、|：。|：：|、）|（、|。）/);
  expect(sentence).toMatch(/^\S.*[^。]。$/);
  expect(sentence.length).toBeLessThan(240);
}

describe.each([
  ["English", en, expectEnglish],
  ["Japanese", ja, expectJapanese],
])("every sentence in %s", (_, words, expectReadable) => {
  it.each(kinds)("%s reads well on every layer, however much is known", (kind) => {
    const all = new Set<string>();
    for (const layer of ["access", "chain", "cloud"] satisfies Layer[])
      for (const finding of findings(kind))
        for (const vantages of PLACES)
          for (const said of saidOf({ ...polygon, layer, chainMoves: layer === "chain" }, finding, vantages, words))
            all.add(said);
    for (const said of all) expectReadable(said);
  });
  it("is the same for every severity and phase: those are shown beside it", () => {
    for (const kind of kinds)
      for (const severity of SEVERITIES)
        for (const phase of [null, ...PHASES]) {
          const said = incidentSentence(settlement, incident({ kind }, { severity, phase }), words);
          expectReadable(said);
          expect(said).toBe(incidentSentence(settlement, incident({ kind }), words));
        }
  });
  it("says something of its own for each finding", () => {
    const said = kinds.map((kind) => {
      const chain = kind.startsWith("chain_") ? { operators: { agree: 9, of: 9 }, ageS: 90 } : {};
      const stale = kind.endsWith("stale") && !kind.startsWith("chain_") ? { lagS: 700 } : {};
      return componentSentence(polygon, told({ kind, ...chain, ...stale }), words);
    });
    expect(new Set(said).size).toBe(kinds.length);
  });
  it("tells what goes on from what is over", () => {
    for (const kind of kinds.filter((each) => FINDINGS[each] !== "unknown")) {
      const [now, past] = [null, at("12:41:00")].map((resolvedAt) =>
        incidentSentence(polygon, incident({ kind, failureType: "tcp.refused" }, { resolvedAt }), words),
      );
      const clause = (said = "") => said.replace(/Since.*|From.*|2026.*?、/, "");
      expect(clause(now)).not.toBe(clause(past));
    }
  });
  it("never accuses where nobody knows", () => {
    const accuses = /fail|down|out of service|refused|seen from|失敗|停止|拒否され|確認しました|確認した観測拠点/;
    for (const kind of kinds.filter((each) => FINDINGS[each] === "unknown"))
      for (const failureType of FAILURE_TYPES) {
        const nobody = { vantages: [], usable: 0 };
        expect(componentSentence(polygon, told({ kind, failureType }, nobody), words)).not.toMatch(accuses);
      }
  });
});
