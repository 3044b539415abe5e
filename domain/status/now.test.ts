import { describe, expect, it } from "vitest";
import { viewNow } from "#domain/status/now.ts";
import {
  makeCheckView,
  makeOverview,
  makeResult,
  makeServiceView,
  makeVantageView,
  NOW,
} from "#domain/status/testing/views.ts";

const failed = makeResult({ outcome: "failed", failureType: "tcp.refused" });
const healthy = makeServiceView("kraken", [makeCheckView("kraken/api/time"), makeCheckView("kraken/api/book")]);
const broken = makeServiceView("mexc", [makeCheckView("mexc/api/time", [failed]), makeCheckView("mexc/api/book")]);
const situation = (...args: Parameters<typeof makeOverview>) => viewNow(makeOverview(...args), NOW).situation;

describe("the sentence of now", () => {
  it("counts what answers, and names what does not", () => {
    expect(situation([healthy])).toEqual({ kind: "allAnswer", checks: 2 });
    expect(situation([healthy, broken])).toEqual({ kind: "someFail", names: ["MEXC"], failing: 1, of: 4 });
  });

  it("accuses nobody while this vantage has no network, even of failures it has recorded", () => {
    const offline = makeVantageView({ round: { at: NOW, gated: true, controls: [] } });
    expect(situation([broken], [offline])).toEqual({ kind: "offline", vantages: 1 });
  });

  it("goes on with the vantages that are left", () => {
    const offline = makeVantageView({ name: "there", round: { at: NOW, gated: true, controls: [] } });
    expect(situation([healthy], [makeVantageView(), offline]).kind).toBe("allAnswer");
  });

  it("says since when nothing is measured", () => {
    expect(situation([healthy], [makeVantageView({ beatAt: NOW - 60_000 })])).toEqual({
      kind: "silent",
      since: NOW - 60_000,
    });
  });

  it("does not call it well when it can see little: expired, neutral and unproven results are not answers", () => {
    const old = makeResult({ tick: NOW - 300_000, at: NOW - 300_000 });
    const neutral = makeResult({ outcome: "neutral", failureType: "neutral.rate_limited" });
    const few = (rest: typeof old, first = makeResult()) =>
      situation([
        makeServiceView("s", [
          makeCheckView("s/api/0", [first]),
          ...[1, 2, 3].map((n) => makeCheckView(`s/api/${n}`, [rest])),
        ]),
      ]);
    for (const rest of [old, neutral]) {
      expect(few(rest)).toEqual({ kind: "mostlyUnknown", judged: 1, due: 4, failing: 0 });
    }
    expect(few(old, failed)).toEqual({ kind: "mostlyUnknown", judged: 1, due: 4, failing: 1 });
    expect(few(makeResult())).toEqual({ kind: "allAnswer", checks: 4 });
    expect(situation([makeServiceView("s", [makeCheckView("s/api/0", [old])])])).toEqual({
      kind: "mostlyUnknown",
      judged: 0,
      due: 1,
      failing: 0,
    });
  });

  it("counts apart what the headline counts and what is only shown", () => {
    const aux = makeCheckView("s/api/aux", [failed], { spec: { tier: "aux" } });
    const view = viewNow(makeOverview([makeServiceView("s", [makeCheckView("s/api/a"), aux])]), NOW);
    expect([view.counts.fails, view.counted.fails, view.counted.answers]).toEqual([1, 0, 1]);
  });

  it("does not know before the first measurement, nor without any worker", () => {
    expect(situation([makeServiceView("kraken", [makeCheckView("kraken/api/time", [])])])).toEqual({
      kind: "nothingYet",
    });
    expect(situation([healthy], [])).toEqual({ kind: "noData" });
    expect(situation([healthy], [makeVantageView({ beatAt: null })])).toEqual({ kind: "noData" });
    expect(situation([])).toEqual({ kind: "noData" });
  });

  it("is not moved by aux checks nor by unproven ones", () => {
    const aux = makeCheckView("kraken/api/aux", [failed], { spec: { tier: "aux" } });
    const unproven = makeCheckView("kraken/api/new", [failed], { provenAt: null });
    const service = makeServiceView("kraken", [makeCheckView("kraken/api/time"), aux, unproven]);
    expect(situation([service])).toEqual({ kind: "allAnswer", checks: 1 });
  });
});

describe("a row", () => {
  it("stands once for each layer a service has", () => {
    const chain = { slug: "chain", name: "Chain", layer: "chain" as const, checks: [makeCheckView("base/chain/head")] };
    const base = makeServiceView("base", [makeCheckView("base/rpc/head")]);
    const rows = viewNow(makeOverview([{ ...base, components: [...base.components, chain] }]), NOW).rows;
    expect(rows.map((row) => [row.layer, row.states.length])).toEqual([
      ["access", 1],
      ["chain", 1],
    ]);
  });

  it("gives the reason of its worst state and the median of what answered", () => {
    const [row] = viewNow(makeOverview([broken]), NOW).rows;
    expect(row).toMatchObject({ worst: "fails", reason: "tcp.refused", medianMs: 15.26, monitored: 2 });
  });

  it("gives the age of the youngest head", () => {
    const head = (age: number) => makeCheckView(`eth/chain/${age}`, [makeResult({ facts: { head_age_s: age } })]);
    const [row] = viewNow(makeOverview([makeServiceView("eth", [head(12), head(7)])]), NOW).rows;
    expect(row?.headAgeS).toBe(7);
  });

  it("names the trouble, not the vantage that has lost its network beside it", () => {
    const lost = makeResult({
      vantage: "there",
      at: NOW - 1_000,
      outcome: "neutral",
      failureType: "neutral.vantage_down",
    });
    const service = makeServiceView("mexc", [makeCheckView("mexc/api/time", [failed, lost])]);
    expect(viewNow(makeOverview([service]), NOW).rows[0]).toMatchObject({ worst: "fails", reason: "tcp.refused" });
  });
});
