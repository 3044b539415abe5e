import { expect, it } from "vitest";
import { unseenText } from "#components/now/unseen.tsx";
import { wordsOf } from "#components/words/words.ts";
import { viewNow } from "#domain/status/now.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeOverview,
  makeServiceView,
  makeVantageView,
  NOW,
} from "#domain/status/testing/views.ts";

const en = wordsOf("en");
const service = (slug: string, kind: Parameters<typeof makeJudged>[0] | null) =>
  makeServiceView(slug, [], {
    components: [
      makeComponentView(
        "api",
        kind === null ? [] : [makeCheckView(`${slug}/api/x`, undefined, { spec: { signal: "market_data" } })],
        {
          judged: kind === null ? null : makeJudged(kind),
        },
      ),
    ],
  });

it("what is hidden from us is said with its reason, and of many only how many more", () => {
  const blocked = ["a", "b", "c", "d", "e", "f"].map((slug) => service(slug, "blocked"));
  const overview = {
    ...makeOverview(
      [...blocked, service("well", "answers"), service("keyless", null)],
      [
        makeVantageView(),
        makeVantageView({ name: "osaka", round: { at: NOW - 5_000, gated: true, controls: [] } }),
        makeVantageView({ name: "oslo", beatAt: NOW - 60_000 }),
      ],
    ),
  };
  const reading = { pollMs: 0, unread: [{ from: 0, to: null }], unlisted: [] };
  const clouds = [{ provider: "aws", reading, events: [] }];
  expect(unseenText({ overview, rows: viewNow(overview, NOW).rows, clouds, words: en, now: NOW })).toEqual([
    "A, B, C, D and 2 more: we are not let in. They are shown as unknown, and count as neither up nor down.",
    "osaka cannot reach the internet: what it measures accuses nobody.",
    "Nothing is heard of oslo.",
    "What AWS says of itself cannot be read.",
    "1 service in the catalog is not judged here: closed for good, in need of a key, or only shown.",
  ]);
});

it("where nothing is hidden, nothing is said", () => {
  const overview = makeOverview([service("well", "answers")]);
  expect(unseenText({ overview, rows: viewNow(overview, NOW).rows, clouds: [], words: en, now: NOW })).toEqual([]);
});

it("where nothing is watched, everything is hidden", () => {
  const overview = makeOverview([]);
  expect(unseenText({ overview, rows: [], clouds: [], words: en, now: NOW })).toEqual([
    "Everything: nothing is watched from here yet.",
  ]);
});
