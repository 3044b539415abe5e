import { describe, expect, it } from "vitest";
import { attribute } from "#domain/attribution/attribute.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import { rank } from "#domain/attribution/rank.ts";
import type { Change, Reason } from "#domain/attribution/reason.ts";
import { type AttributionRecord, recordOf } from "#domain/attribution/record.ts";
import {
  coldRecord,
  declared,
  event,
  longRecord,
  observed,
  onset,
  referenceRecord,
  referenceServices,
  service,
  suppliedBy,
} from "#domain/attribution/testing/scene.ts";
import { attributionSentence, eventSentence, publishAttribution, publishReason } from "#domain/publish/attribution.ts";

function recordFor(slug: string, found: ReturnType<typeof attribute>): AttributionRecord {
  const ranking = rank([found]).incidents.find((one) => one.service === slug);
  if (ranking === undefined) throw new Error(`nothing for ${slug}`);
  return recordOf(ranking, found);
}
const reference = (over: Partial<CloudEvent> = {}) => attribute(event(over), referenceServices(), referenceRecord);
const published = (slug = "s00", over: Partial<CloudEvent> = {}) =>
  publishAttribution(recordFor(slug, reference(over)));

/** The record of one service, alone in its world. */
function alone(of: Parameters<typeof service>[1], over: Partial<CloudEvent> = {}, minutes = 3) {
  const supplier = service("supplier", { evidence: [observed()] });
  return recordFor(
    "a",
    attribute(event(over), [service("a", { onsets: [onset(minutes)], ...of }), supplier], longRecord),
  );
}
const texts = (record: AttributionRecord) => publishAttribution(record).reasons.map(({ text }) => text);

describe("the event's sentence", () => {
  it("is that of methods 3.3, with its numbers", () => {
    expect(published().event.sentence).toBe(
      "12 of 41 services degraded within 15 min of AWS us-east-1 (06:48 UTC, post-event summary). Expected by chance: 0.08. " +
        "Fewer than 1 in 10,000 random moments look like this. " +
        "11 of 14 services known to use that region were hit (79 %), 1 of 27 others (4 %).",
    );
  });
  it("says of a first post that the window reaches back before it", () => {
    const text = published("s00", { t0: { at: event().t0.at, quality: "first_status_post" } }).event.sentence;
    expect(text).toContain(
      "between 35 min before and 15 min after the first status post on AWS us-east-1 (06:48 UTC).",
    );
  });
  it("says that odds follow from assumed rates where they do", () => {
    const services = Array.from({ length: 41 }, (_, n) =>
      service(`s${n}`, {
        recordedFrom: coldRecord.window.from,
        onsets: n < 12 ? [onset(3)] : [],
        evidence: n < 14 ? [observed({ from: coldRecord.window.from })] : [],
      }),
    );
    const record = recordFor("s0", attribute(event({ end: null }), services, coldRecord));
    expect(eventSentence(record)).toContain(
      "By assumed rates, chance alone would do this less than once in 1,000,000 times.",
    );
  });
  it("never calls a common thing rare", () => {
    const record = recordFor("s00", reference());
    const at = (p: number, reached: number): AttributionRecord => ({
      ...record,
      population: { ...record.population, p, permutation: { draws: 9_999, reached, meanByChance: 0 } },
    });
    expect(eventSentence(at(0.8, 7_999))).toContain("At least every second random moment looks like this.");
    expect(eventSentence(at(0.02, 199))).toContain("About 1 in 50 random moments looks like this.");
  });
  it("says that the cloud was not first, and that more may follow", () => {
    const record = recordFor("s00", reference());
    const odd = {
      ...record,
      leadLag: { ...record.leadLag, cloudNotFirst: true },
      population: { ...record.population, complete: false },
    };
    expect(eventSentence(odd)).toMatch(/it was not the first\. The window is not over yet: more may follow\.$/);
  });
});

describe("what may be said of one incident", () => {
  it("is 'coincides with', unless the test passed or the vendor said so", () => {
    expect(published("s00").sentence).toBe("Attributed to AWS us-east-1 (likely, 90 of 100).");
    expect(attributionSentence(alone({ evidence: [observed()] }))).toBe(
      "Coincides with AWS us-east-1 (likely, 90 of 100).",
    );
    const named = [{ provider: "aws", region: null }];
    expect(attributionSentence(alone({ evidence: [observed()], onsets: [onset(3, { named })] }))).toBe(
      "Its vendor names AWS us-east-1 for this outage (confirmed, 99 of 100).",
    );
    expect(attributionSentence(alone({}, { region: null, provider: "gcp" }))).toMatch(
      /^Coincides with Google Cloud \(/,
    );
  });
});

describe("a reason", () => {
  it("stands beside its numbers", () => {
    const { reasons } = published("s00");
    expect(reasons.map(({ kind }) => kind)).toEqual([
      "timing",
      "evidence",
      "base_rate",
      "recovery",
      "severity",
      "confounder",
      "capped",
      "would_change",
      "would_change",
    ]);
    expect(reasons[1]).toMatchObject({
      tier: "observed_region",
      belief: 0.9,
      cap: 90,
      sources: [{ kind: "observed", provider: "aws", region: "us-east-1", to: null }],
    });
  });
  it("tells when it began, and by whose word the cloud did", () => {
    const timing = (minutes: number, quality: CloudEvent["t0"]["quality"]) =>
      texts(alone({ evidence: [observed()] }, { t0: { at: event().t0.at, quality } }, minutes))[0];
    expect(timing(3, "first_status_post")).toBe("Began 3 min after AWS us-east-1 (first status post).");
    expect(timing(-8, "first_status_post")).toBe("Began 8 min before AWS us-east-1 (first status post).");
    expect(timing(0.2, "stated_onset")).toBe(
      "Began in the same minute as AWS us-east-1 (beginning stated by the provider).",
    );
    expect(timing(-0.2, "post_event_summary")).toBe("Began in the same minute as AWS us-east-1 (post-event summary).");
  });
  it("tells what is known of where it stands", () => {
    const told = (of: Parameters<typeof service>[1]) => texts(alone(of))[1];
    expect(told({ evidence: [observed()] })).toBe(
      "It answers from addresses in the published ranges of AWS us-east-1.",
    );
    expect(told({ evidence: [observed({ region: null })] })).toBe(
      "It answers from addresses of that provider; their region is not known.",
    );
    expect(told({ evidence: [declared()] })).toBe("It is declared to stand on AWS us-east-1.");
    expect(told({ evidence: [suppliedBy("supplier")] })).toBe(
      "It stands on supplier, which is known to stand on AWS us-east-1.",
    );
    expect(told({ usuallyCloud: true })).toBe("Nothing is known that puts it on AWS us-east-1.");
    const edge = observed({ provider: "cloudflare", region: null, edge: true });
    expect(told({ usuallyCloud: true, evidence: [edge] })).toBe("Where it stands is hidden behind Cloudflare.");
  });
  it("tells what its recovery says", () => {
    const recovered = (at: number) =>
      texts(
        alone(
          { evidence: [observed()], onsets: [onset(3, { recoveredAt: event().t0.at + at * 60_000 })] },
          { mitigatedAt: [event().t0.at + 100 * 60_000] },
        ),
      )[3];
    expect(recovered(104)).toBe("It recovered 4 min after a published mitigation, which speaks for it.");
    expect(recovered(40)).toBe("It recovered 60 min before a published mitigation, which speaks against it.");
    expect(recovered(160)).toBe("It recovered 60 min after a published mitigation, which says nothing.");
  });
  it("of every kind has a text of whole sentences, without anything unsaid in it", () => {
    const record = recordFor("s00", reference());
    const changes: Change[] = [
      "vendor_statement",
      "observed_address",
      "measured_onset",
      "published_mitigation",
      "longer_record",
    ];
    const reasons: Reason[] = [
      ...record.best.reasons,
      { kind: "confounder", hit: 10, of: 27, perMinute: 0.018 },
      { kind: "provisional" },
      { kind: "uncalibrated" },
      ...changes.map((by) => ({ kind: "would_change", by }) as const),
      ...(["certificate_expired", "wrong_chain", "chain_halted", "other_cause"] as const).map(
        (kind) => ({ kind: "contradicted", by: { kind } }) as const,
      ),
      { kind: "contradicted", by: { kind: "maintenance", announcedAt: 0 } },
      { kind: "contradicted", by: { kind: "other_cloud_named", provider: "gcp", region: null } },
      { kind: "base_rate", rate: { perMinute: 4 / 43_200, basis: "prior" } },
    ];
    for (const reason of reasons) {
      const { text } = publishReason(reason, record);
      expect(text).toMatch(/^[A-Z][^\n]*\.$/);
      expect(text).not.toMatch(/undefined|null|NaN|Infinity|-0\b/);
    }
  });
  it("is plain JSON", () => {
    const told = published();
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  });
});
