import { expect, it } from "vitest";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { publishScorecard } from "#domain/publish/drill.ts";

const at = Date.parse("2025-10-20T06:48:00Z");
const place = { provider: "aws", region: "us-east-1" };
const card: Scorecard = {
  version: 1,
  scenario: { id: "x", title: { en: "An outage", ja: "障害" }, dossier: null },
  run: { speed: 60, vantages: 1, from: at, to: at + 60_000, endedAt: at, tookMs: 1_500 },
  outages: [
    {
      component: "infura/polygon",
      fault: "http.5xx",
      from: at,
      to: at + 60_000,
      cause: place,
      seen: { incident: "i", startedAt: at, detectedAt: at + 90_000, delayMs: 90_000, late: false, resolvedAt: null },
      saidAt: at,
      attribution: "right",
      named: { ...place, word: "likely", score: 90 },
      runnerUp: null,
    },
  ],
  invented: [{ incident: "j", component: "okx/api", startedAt: at, detectedAt: at }],
  clouds: [{ place, began: at, firstPostAt: at, worst: "disruption", seenAt: null }],
  samples: { recorded: 9, coverage: 1, neutral: { "neutral.rate_limited": 1 }, told: 2 },
  failures: [{ en: "Nothing was judged", ja: "判定が一度も行われなかった" }, "the world ended"],
  assumptions: [{ components: ["infura/polygon"], from: at, to: at, reason: "No minutes." }],
  departures: [],
  totals: { modelled: 1, seen: 1, late: 0, missed: 0, invented: 1, right: 1, wrong: 0, none: 0, neutral: 1 },
  passed: false,
};

it("a scorecard is told as everything of the API: RFC 3339, seconds, names in one style, texts in both languages", () => {
  const { data } = publishScorecard(card);
  const names = new Set<string>();
  JSON.stringify(data, (key, value) => {
    if (key !== "" && Number.isNaN(Number(key))) names.add(key);
    return value;
  });
  expect([...names].filter((name) => !/^[a-z][a-z_0-9.]*$/.test(name))).toEqual([]);
  expect(data.outages[0]).toMatchObject({
    from: "2025-10-20T06:48:00.000Z",
    seen: { detected_at: "2025-10-20T06:49:30.000Z", delay_seconds: 90, resolved_at: null },
    named: { provider: "aws", word: "likely" },
  });
  expect(data.run).toMatchObject({ took_seconds: 1.5, window: { to: "2025-10-20T06:49:00.000Z" } });
  expect(data.failures).toEqual([card.failures[0], { en: "the world ended", ja: "the world ended" }]);
  expect(data.assumptions[0]?.reason).toEqual({ en: "No minutes.", ja: "No minutes." });
});
