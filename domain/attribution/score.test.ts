import { describe, expect, it } from "vitest";
import { attribute } from "#domain/attribution/attribute.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import type { Onset } from "#domain/attribution/onset.ts";
import { contradictionIn } from "#domain/attribution/onset.ts";
import { recoveryFactor } from "#domain/attribution/posterior.ts";
import { rank } from "#domain/attribution/rank.ts";
import type { Score } from "#domain/attribution/score.ts";
import {
  declared,
  event,
  longRecord,
  minute,
  observed,
  onset,
  service,
  suppliedBy,
  T0,
} from "#domain/attribution/testing/scene.ts";

/** The score of one service that stands on us-east-1 by what was observed, and of nobody else. */
function scoreFor(over: Partial<Onset>, of: Partial<CloudEvent> = {}, minutes = 3): Score | undefined {
  const one = service("kraken", { onsets: [onset(minutes, over)], evidence: [observed()] });
  return attribute(event(of), [one], longRecord).scores[0];
}

const reason = (score: Score | undefined, kind: string) => score?.reasons.find((each) => each.kind === kind);

describe("the vendor's word", () => {
  const aws = { provider: "aws", region: "us-east-1" };

  it("alone reaches `confirmed`, and is published without any test", () => {
    const score = scoreFor({ named: [aws] });
    expect(score).toMatchObject({
      score: 99,
      word: "confirmed",
      tier: "vendor_confirmed",
      basis: "vendor",
      publishable: true,
    });
    expect(reason(score, "would_change")).toEqual({ kind: "would_change", by: "published_mitigation" });
  });
  it("counts without a region, and for an event that is everywhere", () => {
    expect(scoreFor({ named: [{ provider: "aws", region: null }] })).toMatchObject({ basis: "vendor" });
    expect(scoreFor({ named: [aws] }, { region: null })).toMatchObject({ basis: "vendor" });
  });
  it("for another cloud or another region is a cause that is not this one", () => {
    for (const other of [
      { provider: "cloudflare", region: null },
      { provider: "aws", region: "us-west-2" },
    ]) {
      const score = scoreFor({ named: [other] });
      expect(score).toMatchObject({ score: 0, tier: "contradicted", word: "not_attributed", publishable: false });
      expect(reason(score, "contradicted")).toEqual({
        kind: "contradicted",
        by: { kind: "other_cloud_named", ...other },
      });
    }
  });
  it("a declared dependency makes a dependent in the contrast, one through a hidden or unknown origin does not", () => {
    const all = [service("a", { evidence: [declared()] }), service("b", { usuallyCloud: true })];
    expect(attribute(event(), all, longRecord).contrast).toMatchObject({ dependents: { of: 1 }, others: { of: 1 } });
  });
  it("does not make a service a dependent in the contrast: only those that were hit name anybody", () => {
    const hit = service("a", { onsets: [onset(3, { named: [aws] })] });
    expect(attribute(event(), [hit], longRecord).contrast).toMatchObject({ dependents: { of: 0 }, others: { hit: 1 } });
  });
});

describe("contradicting evidence", () => {
  it.each(["certificate_expired", "wrong_chain", "chain_halted", "other_cause"] as const)("%s gives 0", (kind) => {
    const score = scoreFor({ contradiction: { kind } });
    expect(score).toMatchObject({ score: 0, tier: "contradicted", word: "not_attributed", publishable: false });
    expect(reason(score, "contradicted")).toEqual({ kind: "contradicted", by: { kind } });
  });
  it("gives 0 even beside the vendor's word, which is then no basis", () => {
    const named = [{ provider: "aws", region: "us-east-1" }];
    const score = scoreFor({ named, contradiction: { kind: "wrong_chain" } });
    expect(score).toMatchObject({ score: 0, basis: "coincidence", publishable: false });
  });
  it("maintenance counts only when it was announced before the event", () => {
    expect(scoreFor({ contradiction: { kind: "maintenance", announcedAt: minute(-1) } })?.score).toBe(0);
    expect(scoreFor({ contradiction: { kind: "maintenance", announcedAt: T0 } })?.score).toBe(90);
  });
  it("lies in how it failed only when every failure that says anything says it", () => {
    expect(contradictionIn(["tls.cert.date_invalid"])).toEqual({ kind: "certificate_expired" });
    expect(contradictionIn(["payload.wrong_chain", "neutral.rate_limited"])).toEqual({ kind: "wrong_chain" });
    expect(contradictionIn(["payload.halted"])).toEqual({ kind: "chain_halted" });
    expect(contradictionIn(["tls.cert.date_invalid", "tcp.timed_out"])).toBeNull();
    expect(contradictionIn(["tls.cert.date_invalid", "payload.halted"])).toBeNull();
    expect(contradictionIn(["neutral.quota"])).toBeNull();
    expect(contradictionIn([])).toBeNull();
  });
});

describe("a first post", () => {
  const live = { t0: { at: T0, quality: "first_status_post" } } as const;

  it("reaches back 35 minutes, is provisional, and is judged anew with a better onset", () => {
    const provisional = scoreFor({}, live, -20);
    expect(provisional).toMatchObject({ score: 90, provisional: true });
    expect(reason(provisional, "provisional")).toBeDefined();
    expect(scoreFor({}, {}, -20)).toBeUndefined();
    expect(scoreFor({}, { t0: { at: minute(-23), quality: "post_event_summary" } }, -20)).toMatchObject({
      lagMin: 3,
      provisional: false,
      score: 90,
    });
  });
  it("widens the window of the population test", () => {
    const one = service("a", { onsets: [onset(-20)] });
    expect(attribute(event(live), [one], longRecord).population.k).toBe(1);
    expect(attribute(event(), [one], longRecord).population.k).toBe(0);
  });
  it("says nothing of who was first", () => {
    const three = ["a", "b", "c"].map((slug) => service(slug, { onsets: [onset(-4)] }));
    expect(attribute(event(live), three, longRecord).leadLag).toMatchObject({ medianMin: -4, cloudNotFirst: null });
    expect(attribute(event(), three, longRecord).leadLag).toMatchObject({ medianMin: -4, cloudNotFirst: true });
  });
});

describe("what a score is made of", () => {
  it("the reasons carry timing, evidence, base rate, recovery, severity and the cap, as data", () => {
    const score = scoreFor({ recoveredAt: minute(170) }, { mitigatedAt: [minute(161)] });
    expect(reason(score, "timing")).toMatchObject({ lagMin: 3, density: expect.closeTo(0.0518703, 6) });
    expect(reason(score, "evidence")).toMatchObject({
      tier: "observed_region",
      pi: 0.9,
      cap: 90,
      weights: [{ pi: 0.9 }],
    });
    expect(reason(score, "base_rate")).toMatchObject({ rate: { basis: "recorded" } });
    expect(reason(score, "recovery")).toEqual({ kind: "recovery", factor: 3, fromMitigationMin: 9 });
    expect(reason(score, "severity")).toMatchObject({ severity: "disruption", phi0: 0.5 });
    expect(reason(score, "capped")).toMatchObject({ cap: 90, uncapped: 100 });
    expect(JSON.parse(JSON.stringify(score))).toEqual(score);
  });
  it("a recovery speaks by how it lies to the published mitigations", () => {
    const mitigated = [minute(100), minute(200)];
    const at = (minutes: number) => recoveryFactor(minute(minutes), mitigated);
    expect([at(69), at(70), at(130), at(131), at(169), at(230), at(231)]).toEqual([1 / 3, 3, 3, 1, 1, 3, 1]);
    expect([recoveryFactor(null, mitigated), recoveryFactor(minute(100), [])]).toEqual([1, 1]);
  });
  it("a single zone takes down a third of what its region would", () => {
    const one = [service("a", { evidence: [observed()] })];
    expect(attribute(event({ singleZone: true }), one, longRecord).severity.phi0).toBeCloseTo(0.5 / 3, 12);
  });
  it("others that fall too lower the score, and it says so", () => {
    const mine = service("mine", { onsets: [onset(3)], evidence: [], usuallyCloud: true });
    const others = (hit: number) =>
      Array.from({ length: 27 }, (_, n) => service(`o${n}`, { onsets: n < hit ? [onset(4)] : [] }));
    const scoreAmong = (hit: number) =>
      attribute(event(), [mine, ...others(hit)], longRecord).scores.find((each) => each.service === "mine");
    expect(scoreAmong(0)?.score).toBe(50);
    expect(scoreAmong(10)?.score).toBeLessThan(40);
    expect(reason(scoreAmong(10), "confounder")).toMatchObject({ hit: 10, of: 27 });
  });
  it("a component is scored by the evidence about it or the whole service", () => {
    const evidence = [observed({ component: "infura/polygon" }), declared()];
    const onsets = ["infura/polygon", "infura/linea"].map((component) => onset(3, { component, incident: component }));
    const { scores } = attribute(event(), [service("infura", { evidence, onsets })], longRecord);
    expect(scores.map(({ incident, score }) => [incident, score])).toEqual([
      ["infura/polygon", 90],
      ["infura/linea", 75],
    ]);
  });
  it("a wallet is scored through the provider that it stands on", () => {
    const infura = service("infura", { evidence: [observed()] });
    const wallet = service("metamask", { onsets: [onset(3)], evidence: [suppliedBy("infura")] });
    expect(attribute(event(), [wallet, infura], longRecord).scores[0]).toMatchObject({ tier: "transitive", score: 70 });
  });
});

describe("several open events", () => {
  const cloudflare = event({
    id: "cf",
    provider: "cloudflare",
    region: null,
    t0: { at: minute(1), quality: "stated_onset" },
  });
  const west = event({ id: "west", region: "us-west-2" });

  it("every incident has its best provider, and the best of another one", () => {
    const evidence = [
      observed(),
      declared({ provider: "cloudflare", region: null }),
      observed({ region: "us-west-2" }),
    ];
    const services = [service("a", { onsets: [onset(3)], evidence })];
    const all = [west, cloudflare, event()].map((each) => attribute(each, services, longRecord));
    const { incidents, best, runnerUp } = rank(all);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.best).toMatchObject({ event: "aws-2025-10-20", score: 90 });
    expect(incidents[0]?.runnerUp).toMatchObject({ event: "cf", score: 75 });
    expect([best?.event.id, runnerUp?.event.id]).toEqual(["aws-2025-10-20", "cf"]);
    expect(rank(all.toReversed())).toEqual(rank(all));
  });
  it("there is no best where nothing fell", () => {
    expect(rank([attribute(event(), [service("a")], longRecord)])).toEqual({
      incidents: [],
      best: null,
      runnerUp: null,
    });
  });
});
