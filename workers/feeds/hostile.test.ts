import { describe, expect, test } from "vitest";
import { parse as awsData } from "#workers/feeds/aws-data.ts";
import { parse as awsHealth } from "#workers/feeds/aws-health.ts";
import { parse as awsHistory } from "#workers/feeds/aws-history.ts";
import { parse as awsRss } from "#workers/feeds/aws-rss.ts";
import { parse as azure } from "#workers/feeds/azure-rss.ts";
import { parse as betterStack } from "#workers/feeds/better-stack.ts";
import { cloudPage } from "#workers/feeds/cloud-page.ts";
import { MAX_FEED_BYTES } from "#workers/feeds/decode.ts";
import { parse as gcp } from "#workers/feeds/gcp.ts";
import { parse as hetzner } from "#workers/feeds/hetzner.ts";
import { parse as incidentIo } from "#workers/feeds/incident-io.ts";
import { parse as instatus } from "#workers/feeds/instatus.ts";
import { parse as oracle } from "#workers/feeds/oracle-rss.ts";
import { parse as ovh } from "#workers/feeds/ovh.ts";
import { parse as rootly } from "#workers/feeds/rootly.ts";
import { parse as statusIo } from "#workers/feeds/status-io.ts";
import { parse as statuspage } from "#workers/feeds/statuspage.ts";
import { bytesOf, NOW } from "#workers/feeds/testing/load.ts";

const parsers = {
  "aws-data": awsData,
  "aws-health": awsHealth,
  "aws-history": awsHistory,
  "aws-rss": awsRss,
  azure,
  "better-stack": betterStack,
  cloudflare: cloudPage("cloudflare"),
  gcp,
  hetzner,
  "incident-io": incidentIo,
  instatus,
  oracle,
  ovh,
  rootly,
  "status-io": statusIo,
  statuspage,
};
const every = Object.entries(parsers);
const xml = every.filter(([name]) => ["aws-rss", "azure", "oracle", "ovh"].includes(name));

const rss = (inside: string, before = "") =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>t</title>${inside}</channel></rss>`;
const BOMB = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`;
const EXTERNAL = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>`;

const bad: Readonly<Record<string, Uint8Array>> = {
  "nothing at all": new Uint8Array(),
  blanks: bytesOf(" \n\t "),
  "an HTML error page": bytesOf("<!DOCTYPE html><html><head><title>502</title></head><body>Bad gateway</body></html>"),
  "an error as JSON": bytesOf({ status: 500, error: "Internal Server Error" }),
  "a sentence": bytesOf("upstream connect error or disconnect/reset before headers"),
  "a JSON text": bytesOf('"ok"'),
  "JSON null": bytesOf("null"),
  "a JSON number": bytesOf("42"),
  "truncated JSON": bytesOf('[{"arn":"arn:aws:health:us-east-1::event/A","date":"17'),
  "truncated XML": bytesOf(rss("<item><title>a").slice(0, 80)),
  "bytes that are no text": Uint8Array.from({ length: 300 }, (_, index) => 0x80 + (index % 0x70)),
  "JSON nested 100,000 deep": bytesOf("[".repeat(100_000)),
  "XML nested 5,000 deep": bytesOf(rss("<a>".repeat(5_000) + "</a>".repeat(5_000))),
  "an entity bomb": bytesOf(rss("<item><title>&c;</title></item>", BOMB)),
  "an external entity": bytesOf(rss("<item><title>&x;</title></item>", EXTERNAL)),
  "more than we take": new Uint8Array(MAX_FEED_BYTES + 1).fill(0x20),
};

describe("what is no feed changes no state", () => {
  describe.each(every)("%s", (_name, parse) => {
    test.each(Object.keys(bad))("refuses %s", (name) => {
      expect(parse(bad[name] ?? new Uint8Array(), { now: NOW })).toMatchObject({ ok: false });
    });
  });

  test.each(xml)("%s says of an entity bomb and of an external entity that they are hostile", (_name, parse) => {
    for (const name of ["an entity bomb", "an external entity"]) {
      expect(parse(bad[name] ?? new Uint8Array(), { now: NOW })).toMatchObject({ ok: false, reason: "hostile_xml" });
    }
  });

  test("the reason tells an error page from an empty body and from one that is too large", () => {
    const reason = (name: string) => statuspage(bad[name] ?? new Uint8Array(), { now: NOW });
    expect(reason("nothing at all")).toMatchObject({ reason: "empty_body" });
    expect(reason("an HTML error page")).toMatchObject({ reason: "error_page" });
    expect(reason("an error as JSON")).toMatchObject({ reason: "wrong_shape" });
    expect(reason("more than we take")).toMatchObject({ reason: "too_large" });
    expect(reason("bytes that are no text")).toMatchObject({ reason: "wrong_encoding" });
  });
});

describe("the work that hostile input makes is bounded", () => {
  const item = (text: string) =>
    rss(
      `<item><title>Storage - West US</title><pubDate>Thu, 06 Aug 2026 01:09:00 Z</pubDate><description><![CDATA[${text}]]></description></item>`,
    );

  test.each([
    ["open tags", "<script".repeat(300_000)],
    ["open comments", "<!--".repeat(300_000)],
    ["references", "&amp;".repeat(400_000)],
    ["line breaks", " \n".repeat(400_000)],
    ["angle brackets", "<".repeat(1_000_000)],
  ])("a million %s", (_name, text) => {
    const started = process.cpuUsage();
    azure(bytesOf(item(text)), { now: NOW });
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });

  test("a feed of nothing but CDATA beginnings", () => {
    const started = process.cpuUsage();
    azure(bytesOf(rss("<![CDATA[".repeat(300_000))), { now: NOW });
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});

test("names that objects have anyway do no harm", () => {
  const feed = `{"components":[],"incidents":[{"id":"__proto__","name":"constructor","status":"toString","impact":"__proto__","created_at":"2026-01-01T00:00:00Z","__proto__":{"polluted":1},"components":[{"id":"__proto__","name":"hasOwnProperty","group_id":"constructor"}]}]}`;
  const result = cloudPage("cloudflare")(bytesOf(feed), { now: NOW });
  expect(result).toMatchObject({ ok: true, events: [{ id: "__proto__", severity: { stated: false } }] });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  const xmlNames = rss("<__proto__><polluted>1</polluted></__proto__><item><title>x</title></item>");
  expect(azure(bytesOf(xmlNames), { now: NOW }).ok).toBe(false);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
