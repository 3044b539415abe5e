import { describe, expect, it } from "vitest";
import { type StandScene, standFirst } from "#components/now/stand.ts";
import { wordsOf } from "#components/words/words.ts";
import type { AttributionRecord } from "#domain/attribution/record.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import type { AcknowledgementState } from "#domain/said/acknowledgement.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import type { Situation } from "#domain/status/situation.ts";
import { makeIncidentView, makeOverview, makeVantageView, NOW } from "#domain/status/testing/views.ts";

const [en, ja] = [wordsOf("en"), wordsOf("ja")];
const MINUTE = 60_000;
const firstAt = NOW - 14 * MINUTE;
const nothing = { services: [], partly: false, until: null };
const chains = { of: 11, producing: 11, halted: [], late: [] };
const trouble: Situation = {
  kind: "trouble",
  unknown: 0,
  maintained: nothing,
  services: { down: ["Coinbase"], partly: ["Infura"], degraded: [] },
  chains,
  since: firstAt,
};
const coinciding = {
  event: "evt",
  provider: "aws",
  region: "us-east-1",
  record: {} as AttributionRecord,
  incidents: [],
  services: ["coinbase", "infura"],
  firstAt,
};
const aws = (publishedMin: number) => {
  const at = firstAt + publishedMin * MINUTE;
  const event = cloudEvent({ firstPublishedAt: at, firstSeenAt: at });
  const reading = { pollMs: 3 * MINUTE, unread: [], unlisted: [] };
  return [{ provider: "aws", reading, events: [{ id: "evt", event, vanishedAt: null }] }];
};
const said = (name: string, incident: string, state: AcknowledgementState) =>
  ({
    service: name.toLowerCase(),
    name,
    page: { readFrom: 0, unreadableSince: null },
    rows: [{ outage: { incident }, acknowledgement: { state } }],
  }) as unknown as SaidOfService;
const overview = {
  ...makeOverview([], [makeVantageView()]),
  incidents: ["one", "two", "three"].map((id) => makeIncidentView({ id })),
};
const scene = (more: Partial<StandScene> = {}): StandScene => ({
  overview,
  situation: trouble,
  coinciding: null,
  clouds: [],
  said: [],
  words: en,
  now: NOW,
  ...more,
});

describe("the stand-first", () => {
  it("tells when we saw it and how much later it was said, who has said so, and that the chains go on", () => {
    const told = standFirst(
      scene({
        coinciding,
        clouds: aws(9),
        said: [said("Infura (MetaMask Developer)", "one", "acknowledged"), said("Coinbase", "two", "pending")],
      }),
    );
    expect(told).toBe(
      "We saw the first failure at 11:46. AWS said so at 11:55, 9 min later. Infura has said so; Coinbase has not. " +
        "What failed is the way to the chains, not the chains.",
    );
  });

  it("tells when the cloud spoke first, and says nothing of pages that could not be read", () => {
    const told = standFirst(scene({ coinciding, clouds: aws(-5), said: [said("Coinbase", "two", "unread")] }));
    expect(told).toContain("We saw the first failure at 11:46. AWS had said so before, at 11:41.");
    expect(told).not.toContain("Coinbase");
  });

  it("tells first that some of our own places cannot see, and never more than three facts", () => {
    const lost = makeVantageView({ name: "osaka", round: { at: NOW - 5_000, gated: true, controls: [] } });
    const told = standFirst(
      scene({
        overview: { ...overview, vantages: [makeVantageView(), lost] },
        coinciding,
        clouds: aws(9),
        said: [said("Coinbase", "two", "pending")],
      }),
    );
    expect(told).toMatch(/^We judge from 1 of 2 places: osaka has lost its own network\. We saw /);
    expect(told).toMatch(/Coinbase has not said so yet\.$/);
  });

  it("says how a status comes about when all is well, and how old it is when it is old", () => {
    const well: Situation = { kind: "allWell", unknown: 2, chains };
    expect(standFirst(scene({ situation: well }))).toBe(`${en.stand.judged} ${en.stand.unknown(2)}`);
    expect(standFirst(scene({ now: NOW + 120_000 }))).toBe(en.stand.stale("12:00:00 UTC"));
    expect(standFirst(scene({ situation: { kind: "offline", vantages: 1 } }))).toBe(en.stand.offline);
  });

  it("does not say that the chains go on where one does not, or where only one way is closed", () => {
    const halted = { ...chains, producing: 10, halted: ["Solana"] };
    expect(standFirst(scene({ situation: { ...trouble, chains: halted } }))).not.toContain("not the chains");
    const alone = { ...trouble, services: { down: ["Kraken"], partly: [], degraded: [] } };
    expect(standFirst(scene({ situation: alone }))).not.toContain("not the chains");
  });

  it("says the same in Japanese", () => {
    const told = standFirst(
      scene({
        words: ja,
        coinciding,
        clouds: aws(9),
        said: [said("Infura", "one", "acknowledged"), said("Coinbase", "two", "pending")],
      }),
    );
    expect(told).toBe(
      "当サイトは11:46に最初の障害を観測しました。AWSの公表は9分後の11:55でした。" +
        "Infuraは公表済みですが、Coinbaseはまだ公表していません。止まったのはチェーンへの経路であり、チェーンではありません。",
    );
  });
});
