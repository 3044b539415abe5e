import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as latency } from "#app/badge/[service]/latency/[file]/route.ts";
import { GET as status } from "#app/badge/[service]/route.ts";
import { GET as uptime } from "#app/badge/[service]/uptime/[file]/route.ts";
import { textsOf, whatIsWrong } from "#app/badge/testing/well-formed.ts";
import type { PastOfServices } from "#domain/publish/service-past.ts";
import type { Overview } from "#domain/status/overview.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeOverview,
  makeServiceView,
  makeUptime,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";
import { type PastRecord, publishRecord, publishSnapshot, publishTime } from "#server/snapshot.ts";

const vital = makeCheckView("kraken/api/time", undefined, { spec: { signal: "market_data", vital: true } });
const kraken = (kind: FindingKind = "answers") =>
  makeServiceView("kraken", [], {
    name: "Kraken",
    components: [makeComponentView("api", [vital], { judged: makeJudged(kind) })],
  });

function see(overview: Overview | null): void {
  publishSnapshot(() => ({ overview, error: null, version: "v" }));
}

function remember(services: Partial<PastOfServices>): void {
  publishRecord({ services } as PastRecord);
}

const request = (search = "") => new Request(`http://localhost/badge${search}`);
const statusOf = (service: string, search?: string) =>
  status(request(search), { params: Promise.resolve({ service }) });
const uptimeOf = (service: string, file: string) => uptime(request(), { params: Promise.resolve({ service, file }) });
const latencyOf = (service: string, file: string) => latency(request(), { params: Promise.resolve({ service, file }) });

beforeEach(() => {
  publishTime(() => NOW);
  see(makeOverview([kraken()]));
  remember({});
});
afterEach(() => vi.restoreAllMocks());

async function titleOf(response: Response): Promise<string | undefined> {
  const svg = await response.text();
  expect(whatIsWrong(svg)).toBeNull();
  return textsOf(svg, "title")[0];
}

describe("a badge", () => {
  it("is a picture or data, by the ending of its name, and says for how long it may be kept", async () => {
    const svg = await statusOf("kraken.svg");
    expect([svg.status, svg.headers.get("content-type")]).toEqual([200, "image/svg+xml; charset=utf-8"]);
    expect(svg.headers.get("cache-control")).toBe(
      "public, max-age=60, s-maxage=60, stale-while-revalidate=30, stale-if-error=0",
    );
    expect(svg.headers.has("set-cookie")).toBe(false);
    expect(await titleOf(svg)).toBe("Kraken: operational");
    const json = await statusOf("kraken.json", "?cacheSeconds=300&lang=ja");
    expect(json.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(json.headers.get("cache-control")).toMatch(/^public, max-age=300, s-maxage=300, /);
    expect(await json.json()).toEqual({
      schemaVersion: 1,
      label: "Kraken",
      message: "正常",
      color: "#078655",
      labelColor: "#555555",
      isError: false,
      cacheSeconds: 300,
    });
  });

  it("of everything stands under its own name", async () => {
    expect(await titleOf(await statusOf("all.svg"))).toBe("services and chains: operational");
  });

  it("stays where it was when its service is called otherwise", async () => {
    see(makeOverview([{ ...kraken(), aliases: { payward: "kraken" } }]));
    expect(await titleOf(await statusOf("payward.svg"))).toBe("Kraken: operational");
    remember({ median: async () => 10 });
    expect(await titleOf(await latencyOf("payward", "7d.svg"))).toBe("Kraken latency 7 d: p50 10 ms");
  });

  it("of no service is one all the same, sent as not found and kept for a moment only", async () => {
    for (const answer of [
      await statusOf("nobody.svg"),
      await uptimeOf("nobody", "30d.svg"),
      await latencyOf("-", "7d.svg"),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.headers.get("cache-control")).toMatch(/^public, max-age=15, /);
      expect(await titleOf(answer)).toBe("Faultline: unknown service");
    }
    for (const answer of [await uptimeOf("kraken", "-.svg"), await latencyOf("kraken", "90d.svg")]) {
      expect(answer.status).toBe(404);
      expect(await titleOf(answer)).toBe("Faultline: unknown badge");
    }
    const data = await statusOf("nobody.json");
    expect([data.status, await data.json()]).toEqual([
      404,
      expect.objectContaining({ isError: true, color: "#697285" }),
    ]);
  });

  it("while nothing can be seen says that there is no data, and is no error that an older one would stand in for", async () => {
    see(null);
    const answer = await statusOf("kraken.svg", "?cacheSeconds=86400&color=078655");
    expect([answer.status, answer.headers.get("cache-control")?.slice(0, 18)]).toEqual([200, "public, max-age=15"]);
    const svg = await answer.text();
    expect(textsOf(svg, "title")).toEqual(["Faultline: no data"]);
    expect(svg).not.toContain("#078655");
  });

  it("of what is unknown is kept for a moment, however long was asked for", async () => {
    see(makeOverview([kraken("blocked")]));
    const answer = await statusOf("kraken.svg", "?cacheSeconds=86400");
    expect(answer.headers.get("cache-control")).toMatch(/^public, max-age=15, s-maxage=15, /);
  });
});

describe("a figure", () => {
  it("of uptime is of the window that is named", async () => {
    const seconds = { ...makeUptime({ up: 86_400 }), "7d": { ...makeUptime()["7d"], up: 9_000, down: 1_000 } };
    remember({
      serviceUptimes: async () => new Map([["kraken", new Map([["access", { components: ["api"], seconds }]])]]),
    });
    expect(await titleOf(await uptimeOf("kraken", "24h.svg"))).toBe("Kraken uptime 24 h: 100%");
    expect(await titleOf(await uptimeOf("kraken", "7d.svg"))).toBe("Kraken uptime 7 d: 90%");
  });

  it("of latency is the median of the vital check, over the window that is named", async () => {
    const median = vi.fn(async () => 142.4);
    remember({ median });
    expect(await titleOf(await latencyOf("kraken", "7d.svg"))).toBe("Kraken latency 7 d: p50 142 ms");
    expect(median.mock.calls).toEqual([["kraken/api/time", "7d"]]);
  });

  it("of a record that does not answer is no data, grey", async () => {
    const gone = () => Promise.reject(new Error("the database is gone"));
    remember({ serviceUptimes: gone, median: gone });
    for (const answer of [await uptimeOf("kraken", "30d.svg"), await latencyOf("kraken", "24h.svg")]) {
      expect(answer.status).toBe(200);
      expect(await titleOf(answer)).toMatch(/: no data$/);
    }
  });
});
