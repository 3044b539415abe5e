import { describe, expect, it } from "vitest";
import { valuesOf } from "#components/now/values.ts";
import { wordsOf } from "#components/words/words.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import { viewNow } from "#domain/status/now.ts";
import type { JudgedView } from "#domain/status/overview.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeResult,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import { liveTimeline } from "#domain/timeline/live.ts";

const en = wordsOf("en");
const MINUTE = 60_000;
const check = makeCheckView("kraken/api/time", undefined, { spec: { signal: "market_data" } });

function shown(...judged: (Partial<JudgedView> & { kind?: Parameters<typeof makeJudged>[0] })[]) {
  const components = judged.map(({ kind = "failing", ...more }, index) =>
    makeComponentView(`c${index}`, [check], { judged: makeJudged(kind, { since: NOW - 13 * MINUTE, ...more }) }),
  );
  const { rows } = viewNow(makeOverview([makeServiceView("kraken", [], { components })]), NOW);
  const { state, why } = valuesOf(rows, [], [], en, NOW).get("access/kraken") ?? {};
  return [state, why];
}

describe("what stands right of a strip", () => {
  it("is how bad it is and for how long, and what is wrong in two or three words with its one figure", () => {
    expect(shown({})).toEqual(["Down 13 min", "refused"]);
    expect(shown({ finding: { kind: "failing", failureType: "http.error", httpStatus: 503 } })).toEqual([
      "Down 13 min",
      "HTTP 503",
    ]);
    expect(shown({ kind: "slow", finding: { kind: "slow", p95Ms: 2_900 } })).toEqual(["Degraded 13 min", "p95 2.9 s"]);
    expect(shown({ kind: "stale", finding: { kind: "stale", lagS: 40 } })).toEqual(["Degraded 13 min", "40 s behind"]);
    expect(shown({ kind: "partial", vantages: ["a"], usable: 3 })).toEqual(["Degraded 13 min", "from 1 of 3 places"]);
    expect(shown({}, { kind: "answers" }, { kind: "answers" })).toEqual(["Partial 13 min", "1 of 3 fail"]);
  });

  it("of what is well is one figure, and of what nobody knows why", () => {
    expect(shown({ kind: "answers" })).toEqual(["", "15 ms"]);
    expect(shown({ kind: "blocked" })).toEqual(["Unknown", "we are not let in"]);
    const fails = makeCheckView("kraken/api/time", [makeResult({ outcome: "failed", failureType: "http.error" })]);
    const components = [makeComponentView("api", [check, fails], { judged: makeJudged("answers") })];
    const { rows } = viewNow(makeOverview([makeServiceView("kraken", [], { components })]), NOW);
    expect(valuesOf(rows, [], [], en, NOW).get("access/kraken")?.why).toBe("1 of 2 checks fail");
  });

  it("of a chain that is well is its newest block's age; where its own endpoints do not tell it, who sees it", () => {
    const judged = makeJudged("answers", { finding: { kind: "answers", operators: { agree: 3, of: 4 } } });
    const why = (...latest: Parameters<typeof makeResult>) => {
      const own = makeCheckView("base/chain/head", [makeResult(...latest)], { spec: { signal: "chain_head" } });
      const components = [makeComponentView("chain", [own], { layer: "chain", judged })];
      const { rows } = viewNow(makeOverview([makeServiceView("base", [], { components })]), NOW);
      return valuesOf(rows, [], [], en, NOW).get("chain/base")?.why;
    };
    expect(why({ facts: { head_age_s: 4 } })).toBe("block 4 s ago");
    expect(why({ outcome: "failed", failureType: "tcp.timed_out", phase: "connection" })).toBe("3 of 4 operators");
  });

  it("of announced maintenance is until when", () => {
    const components = [
      makeComponentView("api", [check], { judged: makeJudged("failing"), maintenance: makeMaintenance() }),
    ];
    const { rows } = viewNow(makeOverview([makeServiceView("kraken", [], { components })]), NOW);
    expect(valuesOf(rows, [], [], en, NOW).get("access/kraken")).toEqual({
      status: "under_maintenance",
      state: "Maint.",
      why: "until 12:45",
    });
  });

  it("of a cloud is its own word, since when, and when it said so first; or that it says nothing, or cannot be read", () => {
    const onsetAt = NOW - 5 * MINUTE;
    const reading = { pollMs: 3 * MINUTE, unread: [], unlisted: [] };
    const clouds = [
      { provider: "aws", reading, events: [{ id: "evt", event: cloudEvent({ onsetAt }), vanishedAt: null }] },
      { provider: "fastly", reading, events: [] },
      { provider: "gcp", reading: { ...reading, unread: [{ from: 0, to: null }] }, events: [] },
    ];
    const record = { readAt: NOW, components: new Map(), clouds, hits: [] };
    const { rows } = liveTimeline(makeOverview([]), record, "2h", NOW);
    const values = valuesOf([], rows, clouds, en, NOW);
    expect(values.get("cloud/aws/us-east-1")).toMatchObject({ state: "Degraded 5 min", why: "said 11:55" });
    expect(values.get("cloud/fastly")).toMatchObject({ status: "operational", state: "", why: "no event" });
    expect(values.get("cloud/gcp")).toMatchObject({ status: "unknown", why: "not readable" });
  });
});
