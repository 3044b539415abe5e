import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadCatalog } from "#catalog/load.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { castOf } from "#scripts/seed/cast.ts";
import { type Effect, storyOf } from "#scripts/seed/story.ts";
import { changesOf } from "#scripts/seed/verdicts.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const catalog = loadCatalog({ readFile: (path) => readFileSync(path, "utf8") });
const chains = new Map(catalog.chains.map((chain) => [chain.slug, chain]));
const l2s = new Set(catalog.chains.flatMap(({ slug, parent }) => (parent ? [slug] : [])));
const to = Date.parse("2026-03-10T12:00:00Z");

function tell(days: number, seed: number) {
  const cast = castOf(catalog, CURRENT_RULES, seed);
  return { cast, story: storyOf(cast, l2s, { from: to - days * DAY_MS, to }, seed) };
}

const kinds = (effects: Iterable<readonly Effect[]>) => new Set([...effects].flat().map(({ kind }) => kind));

describe("a made-up story", () => {
  it("is the same for the same seed, and another for another", () => {
    expect([...tell(90, 1).story.effects]).toEqual([...tell(90, 1).story.effects]);
    expect([...tell(90, 1).story.effects]).not.toEqual([...tell(90, 2).story.effects]);
  });

  it.each([1, 2, 30, 90, 400])(
    "of %i days keeps its end quiet and never has two effects on a check at once",
    (days) => {
      for (const seed of [1, 2, 3]) {
        const { story } = tell(days, seed);
        for (const effects of story.effects.values()) {
          expect(effects.filter(({ to: end }) => end > to - 150 * MINUTE_MS)).toEqual([]);
          expect(effects.filter((effect, n) => effect.from < (effects[n - 1]?.to ?? 0))).toEqual([]);
        }
      }
    },
  );

  it("hits every region of its cloud outages, and has every kind of trouble in 90 days", () => {
    const { cast, story } = tell(90, 1);
    expect(kinds(story.effects.values())).toEqual(new Set(["failed", "slow", "stale", "stands"]));
    for (const region of ["aws/us-east-1", "aws/ap-northeast-1", "cloudflare/edge"] as const) {
      const hosts = cast.checks.filter((check) => check.region === region && story.effects.has(check.id));
      expect(new Set(hosts.map(({ host }) => host)).size).toBeGreaterThan(2);
    }
    expect(story.halts).toHaveLength(1);
    expect(story.retracted).not.toBeNull();
  });
});

describe("what is judged of it", () => {
  it("keeps the chains up but for the one that halts, and turns everything unknown when it ends", () => {
    const { cast, story } = tell(90, 1);
    const changes = changesOf(story, cast, chains, CURRENT_RULES);
    const quorums = new Map(cast.components.filter(({ quorum }) => quorum).map(({ key, chain }) => [key, chain]));
    const halted = new Set(story.halts.map(({ chain }) => chain));
    const bad = changes.filter(({ component, after }) => quorums.has(component) && /down|degraded/.test(after.verdict));
    expect(new Set(bad.map(({ component }) => quorums.get(component)))).toEqual(halted);
    const last = new Map(changes.map(({ component, after }) => [component, after]));
    expect([...last.keys()].sort()).toEqual(cast.components.flatMap(({ key, judged }) => (judged ? [key] : [])).sort());
    expect([...last.values()].filter(({ verdict }) => verdict !== "unknown")).toEqual([]);
  });

  it("is told in the order in which it was known", () => {
    const { cast, story } = tell(30, 4);
    const changes = changesOf(story, cast, chains, CURRENT_RULES);
    expect(changes.filter(({ knownAt }, n) => knownAt < (changes[n - 1]?.knownAt ?? 0))).toEqual([]);
    expect(changes.filter(({ knownAt, after }) => after.since > knownAt)).toEqual([]);
  });
});
