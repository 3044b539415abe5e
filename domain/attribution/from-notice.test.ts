import { describe, expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { noticeFacts, onsetFrom } from "#domain/attribution/from-notice.ts";
import { cloudNames } from "#domain/attribution/named.ts";
import { DAY_MS, HOUR_MS } from "#domain/attribution/units.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { Vendor } from "#domain/cloud/touched.ts";

const names = cloudNames(clouds);
const T = Date.UTC(2026, 2, 1, 12);
const vendor: Vendor = {
  slug: "infura",
  name: "Infura",
  statusPage: {},
  components: [
    { slug: "ethereum", name: "Ethereum", layer: "access", chain: "ethereum" },
    { slug: "polygon", name: "Polygon PoS", layer: "access", chain: "polygon" },
    { slug: "edge", name: "Edge", layer: "access" },
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
  const work = (over: Partial<Notice>, seenAt = T - DAY_MS) =>
    onset({ title: "Scheduled maintenance", maintenance: window, ...over }, seenAt);
  it("when its window covers the onset, as announced by our clock; and names no cloud", () => {
    expect(work({})).toMatchObject({ named: [], contradiction: { kind: "maintenance", announcedAt: T - DAY_MS } });
    expect(work({ title: "Polygon: work at AWS" })).toMatchObject({
      named: [],
      contradiction: { kind: "maintenance" },
    });
  });
  it("and not of another component, nor of what none of ours is like", () => {
    for (const name of ["Ethereum", "Dashboard"])
      expect(work({ components: [{ id: "1", name, group: null, state: null }] }).contradiction, name).toBeNull();
  });
  it("and not when it was done before, or begins after", () => {
    expect(work({ resolvedAt: T - 1 }).contradiction).toBeNull();
    expect(work({ maintenance: { from: T + 1, until: null } }).contradiction).toBeNull();
  });
});

describe("a cause of the vendor's own speaks against every cloud", () => {
  const text = "The errors were caused by a bad deployment.";
  const post = (said: string) => ({ id: null, at: T, text: said, status: null, set: [] });
  const said = { title: "Errors", updates: [post(text)] };
  it("when a notice of that time states it", () => {
    expect(onset(said).contradiction).toEqual({ kind: "other_cause" });
    expect(onset({ ...said, startedAt: T - 7 * HOUR_MS, publishedAt: T - 7 * HOUR_MS }).contradiction).toBeNull();
    expect(
      onset({ ...said, components: [{ id: "1", name: "Ethereum", group: null, state: null }] }).contradiction,
    ).toBeNull();
  });
  it("not when a cloud is named as well, and not in what is announced as work", () => {
    expect(
      onset({ ...said, updates: [post(text), post("Errors continue due to an AWS outage.")] }).contradiction,
    ).toBeNull();
    expect(onset({ ...said, maintenance: { from: T + 1, until: null } }).contradiction).toBeNull();
  });
});

it("how it failed speaks first", () => {
  const facts = [noticeFacts(notice(), T, vendor, names)];
  const expired = { ...failing, failureTypes: ["tls.cert.date_invalid"] as const };
  expect(onsetFrom(expired, facts).contradiction).toEqual({ kind: "certificate_expired" });
});
