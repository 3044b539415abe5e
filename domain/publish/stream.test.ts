import { describe, expect, it } from "vitest";
import { changesBetween, saidNow } from "#domain/publish/stream.ts";
import {
  makeCheckView,
  makeComponentView,
  makeIncidentView,
  makeJudged,
  makeOverview,
  makeResult,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";

const service = (slug: string, kind: FindingKind = "answers", ms = 15) => {
  const check = makeCheckView(`${slug}/api/time`, [
    makeResult({ timings: { dnsMs: 1, connectMs: 2, tlsMs: 3, waitMs: ms, downloadMs: 1, totalMs: ms + 7 } }),
  ]);
  return makeServiceView(slug, [check], {
    components: [makeComponentView("api", [check], { judged: makeJudged(kind) })],
  });
};
const said = (...args: Parameters<typeof makeOverview>) => saidNow(makeOverview(...args), NOW);

describe("what is said", () => {
  it("has the same name as long as it is the same: a new measurement is no news", () => {
    const first = said([service("kraken"), service("mexc")]);
    const second = saidNow(
      { ...makeOverview([service("kraken", "answers", 99), service("mexc")]), readAt: NOW + 1 },
      NOW,
    );
    expect(second.version).toBe(first.version);
    expect(changesBetween(first, second)).toEqual([]);
  });

  it("has another name when a status changes, and names the component and what it is now", () => {
    const first = said([service("kraken"), service("mexc")]);
    const second = said([service("kraken"), service("mexc", "failing")]);
    expect(second.version).not.toBe(first.version);
    expect(second.headline).not.toBe(first.headline);
    expect(changesBetween(first, second)).toEqual([{ service: "mexc", component: "api", status: "major_outage" }]);
    expect(changesBetween(second, first)).toEqual([{ service: "mexc", component: "api", status: "operational" }]);
  });

  it("has another name when an incident is opened or has an update, though no status changes", () => {
    const overview = makeOverview([service("kraken")]);
    const names = [[], [makeIncidentView({ sequence: 1 })], [makeIncidentView({ sequence: 2 })]].map(
      (incidents) => saidNow({ ...overview, incidents }, NOW).version,
    );
    expect(new Set(names).size).toBe(3);
  });

  it("has another name when time alone makes it unknown: nobody has judged for long", () => {
    const overview = makeOverview([service("kraken")]);
    const [now, later] = [saidNow(overview, NOW), saidNow(overview, NOW + 3_600_000)];
    expect(later.version).not.toBe(now.version);
    expect(changesBetween(now, later)).toEqual([{ service: "kraken", component: "api", status: "unknown" }]);
  });

  it("tells of components that come and go, and of everything when there was nothing before", () => {
    const [none, one] = [saidNow(null, NOW), said([service("kraken")])];
    expect(changesBetween(none, one)).toEqual([{ service: "kraken", component: "api", status: "operational" }]);
    expect(changesBetween(one, none)).toEqual([{ service: "kraken", component: "api", status: null }]);
  });
});
