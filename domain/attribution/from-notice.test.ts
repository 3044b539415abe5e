import { describe, expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { componentsTouched, noticeFacts, onsetFrom } from "#domain/attribution/from-notice.ts";
import { cloudNames } from "#domain/attribution/named.ts";
import { DAY_MS, HOUR_MS } from "#domain/attribution/units.ts";
import type { Notice } from "#domain/cloud/notice.ts";

const names = cloudNames(clouds);
const T = Date.UTC(2026, 2, 1, 12);
const vendor = {
  slug: "infura",
  name: "Infura",
  components: [
    { slug: "ethereum", name: "Ethereum", chain: "ethereum" },
    { slug: "polygon", name: "Polygon", chain: "polygon-pos" },
    { slug: "edge", name: "Edge" },
  ],
};
const notice = (over: Partial<Notice> = {}): Notice => ({
  page: "p",
  id: "n",
  title: "Errors caused by an AWS outage",
  url: null,
  impact: "major",
  status: "investigating",
  startedAt: T,
  publishedAt: T,
  resolvedAt: null,
  changedAt: null,
  components: [],
  updates: [],
  maintenance: null,
  ...over,
});
const failing = {
  id: "i",
  component: "infura/polygon",
  startedAt: T,
  resolvedAt: T + HOUR_MS,
  failureTypes: ["tcp.timed_out"] as const,
};
const onset = (over: Partial<Notice>, seenAt = T) =>
  onsetFrom(failing, [noticeFacts(notice(over), seenAt, vendor, names)]);
const aws = [{ provider: "aws", region: null }];

describe("a cloud is named for an outage", () => {
  it("by a notice of that time that touches the component, or says of none", () => {
    expect(onset({}).named).toEqual(aws);
    expect(onset({ components: [{ id: "1", name: "Polygon Mainnet", group: null, state: null }] }).named).toEqual(aws);
    expect(onset({ components: [{ id: "1", name: "Ethereum", group: null, state: null }] }).named).toEqual([]);
    expect(onset({ components: [{ id: "1", name: "Dashboard", group: null, state: null }] }).named).toEqual(aws);
  });
  it("from six hours before it to a day after its end", () => {
    const hours = [-7, -6, 0, 25, 26].map((hour) => ({ hour, at: T + hour * HOUR_MS }));
    expect(
      hours.filter(({ at }) => onset({ startedAt: at, publishedAt: at }).named.length > 0).map((one) => one.hour),
    ).toEqual([-6, 0, 25]);
  });
  it("not by what was over before", () => {
    expect(onset({ startedAt: T - HOUR_MS, resolvedAt: T - 1 }).named).toEqual([]);
  });
});

describe("maintenance speaks against a cloud", () => {
  const window = { from: T - HOUR_MS, until: T + HOUR_MS };
  const work = (over: Partial<Notice>, seenAt = T - DAY_MS) => onset({ maintenance: window, ...over }, seenAt);
  it("when its window covers the onset, as announced by our clock; and names no cloud", () => {
    expect(work({})).toMatchObject({ named: [], contradiction: { kind: "maintenance", announcedAt: T - DAY_MS } });
  });
  it("and not when it was done before, or begins after", () => {
    expect(work({ resolvedAt: T - 1 }).contradiction).toBeNull();
    expect(work({ maintenance: { from: T + 1, until: null } }).contradiction).toBeNull();
  });
});

it("how it failed speaks first", () => {
  const facts = [noticeFacts(notice(), T, vendor, names)];
  const expired = { ...failing, failureTypes: ["tls.cert.date_invalid"] as const };
  expect(onsetFrom(expired, facts).contradiction).toEqual({ kind: "certificate_expired" });
});

describe("components of a page are ours", () => {
  const touched = (...components: (readonly [string, string | null])[]) =>
    componentsTouched(
      components.map(([name, group]) => ({ name, group })),
      vendor,
    );
  it("by name, slug, chain or group, as whole words", () => {
    expect(touched(["Polygon JSON-RPC", null])).toEqual(["infura/polygon"]);
    expect(touched(["Mainnet", "Ethereum"])).toEqual(["infura/ethereum"]);
    expect(touched(["polygon_pos", null], ["ETHEREUM", null])).toEqual(["infura/ethereum", "infura/polygon"]);
  });
  it("and all of the service where none is known, or there is only one", () => {
    expect(touched(["Knowledgebase", null])).toBeNull();
    expect(touched()).toBeNull();
    expect(
      componentsTouched([{ name: "Polygon", group: null }], { slug: "a", components: vendor.components.slice(1, 2) }),
    ).toBeNull();
  });
});
