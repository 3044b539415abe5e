import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { draftFolder } from "#catalog/testing/draft.ts";
import type { RangeProvider, RangeRow } from "#domain/hosting/address.ts";
import { newestFileOn } from "#workers/ranges/azure.ts";
import { buildLookup } from "#workers/ranges/lookup.ts";
import { rangeParsers } from "#workers/ranges/parsers.ts";
import { awsFile, awsRow, FILES, jsonFile } from "#workers/ranges/testing/files.ts";

const text = (value: string) => new TextEncoder().encode(value);

async function read(provider: RangeProvider, bytes = FILES[provider]) {
  const file = await rangeParsers[provider](bytes);
  if (!file.ok) throw new Error(file.reason);
  return file;
}
const refusal = async (provider: RangeProvider, bytes: Uint8Array) => {
  const file = await rangeParsers[provider](bytes);
  return file.ok ? null : file.reason;
};
const told = ({ prefix, region, service, borderGroup, edge }: RangeRow) =>
  [prefix, region, service, borderGroup, edge ? "edge" : ""]
    .map((part) => part ?? "-")
    .join(" ")
    .trim();

test.each([
  [
    "aws",
    "1700000000",
    [
      "192.0.2.0/25 us-east-1 AMAZON us-east-1",
      "192.0.2.0/25 us-east-1 EC2 us-east-1",
      "192.0.2.128/26 us-west-2 EC2 us-west-2-lax-1",
      "192.0.2.192/27 - AMAZON - edge",
      "192.0.2.192/27 - CLOUDFRONT - edge",
      "192.0.2.224/27 - CLOUDFRONT - edge",
      "2001:db8:a::/48 eu-west-1 EC2 eu-west-1",
    ],
  ],
  [
    "gcp",
    "1753409788780",
    [
      "198.51.100.0/25 us-central1 Google Cloud -",
      "2001:db8:b::/48 europe-west1 Google Cloud -",
      "198.51.100.128/26 - Google Cloud - edge",
    ],
  ],
  [
    "azure",
    "363",
    [
      "203.0.113.0/26 francecentral AzureCloud -",
      "2001:db8:c::/48 francecentral AzureCloud -",
      "203.0.113.32/29 - AzureFrontDoor - edge",
    ],
  ],
  ["cloudflare", null, ["198.18.0.0/20 - - - edge", "198.18.16.0/20 - - - edge", "2001:db8:d::/48 - - - edge"]],
  ["fastly", null, ["198.18.32.0/20 - - - edge", "2001:db8:e::/48 - - - edge"]],
  ["digitalocean", null, ["203.0.113.64/27 nyc - -", "203.0.113.96/27 ams - -", "203.0.113.128/27 - - -"]],
  ["linode", null, ["203.0.113.160/27 eu-west - -", "2001:db8:f::/48 us-ord - -"]],
  [
    "oracle",
    "2026-03-10T07:13:25.457838",
    ["203.0.113.192/27 us-ashburn-1 OCI -", "203.0.113.224/28 us-ashburn-1 OBJECT_STORAGE -"],
  ],
] as const)("reads what %s publishes", async (provider, version, rows) => {
  const file = await read(provider);
  expect(file.rows.map(told)).toEqual(rows);
  expect(file.rows.every((row) => row.provider === provider)).toBe(true);
  expect([file.version, file.broken]).toEqual([version, 0]);
});

const good = Array.from({ length: 40 }, (_, n) => awsRow(`192.0.2.${n}/32`, "us-east-1"));

test.each([
  ["a prefix with host bits", awsRow("192.0.2.1/24", "us-east-1")],
  ["a prefix of half the internet", awsRow("128.0.0.0/1", "us-east-1")],
  ["no prefix", { ...awsRow("", "us-east-1"), ip_prefix: undefined }],
  ["a number for a prefix", { ...awsRow("", "us-east-1"), ip_prefix: 42 }],
  ["a region that is none", awsRow("198.51.100.0/24", "<script>")],
  ["no service", { ...awsRow("198.51.100.0/24", "us-east-1"), service: undefined }],
  ["a service without end", awsRow("198.51.100.0/24", "us-east-1", "X".repeat(10_000))],
  ["null", null],
  ["a prefix that stands there in another region", awsRow("192.0.2.0/32", "us-west-2")],
])("a row with %s is counted and left out, the others stand", async (_what, row) => {
  const file = await read("aws", awsFile([...good, row]));
  expect([file.rows.length, file.broken]).toEqual([40, 1]);
  expect(file.rows.every(({ region }) => region === "us-east-1")).toBe(true);
});

it("a row that is said twice is one", async () => {
  const file = await read("aws", awsFile([...good, ...good]));
  expect([file.rows.length, file.broken]).toEqual([40, 0]);
});

it("a file of which more than a fifth cannot be read is refused", async () => {
  const broken = (count: number) => Array.from({ length: count }, () => null);
  expect((await read("aws", awsFile([...good, ...broken(10)]))).broken).toBe(10);
  expect(await refusal("aws", awsFile([...good, ...broken(11)]))).toBe("11 of its 51 rows cannot be read");
});

describe.each(Object.keys(FILES) as RangeProvider[])("%s", (provider) => {
  test.each([
    ["nothing", ""],
    ["an error page", "<!doctype html><html><body><h1>503 Service Unavailable</h1></body></html>"],
    ["an error as JSON", '{"status":500,"error":"Internal Server Error"}'],
    ["an empty list", "[]"],
    ["null", "null"],
    ["a number", "42"],
    ["a file that was cut off", '{"syncToken":"1","prefixes":[{"ip_prefix":"192.0.2.0/24","region"'],
    ["another provider's form", JSON.stringify({ prefixes: ["192.0.2.0/24"] })],
  ])("%s is refused with a reason", async (_what, body) => {
    expect(await refusal(provider, text(body))).toEqual(expect.any(String));
  });

  it("what is no UTF-8, and what is endless, is refused", async () => {
    expect(await refusal(provider, Uint8Array.of(0xff, 0xfe, 0x00, 0x80))).toBe("not UTF-8");
    expect(await refusal(provider, new Uint8Array(33 * 1024 * 1024))).toContain("bytes");
  });

  it("a byte order mark changes nothing", async () => {
    const marked = await read(provider, Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), FILES[provider]]));
    expect(marked).toEqual(await read(provider));
  });
});

it("the file of another Azure cloud is not ours", async () => {
  const file = JSON.parse(new TextDecoder().decode(FILES.azure));
  expect(await refusal("azure", jsonFile({ ...file, cloud: "AzureGovernment" }))).toContain("cloud");
});

it("Azure's file is found on its page, the newest of several, and nowhere but at Microsoft's", () => {
  const at = (host: string, date: string) => `"https://${host}/download/7/1/d/71d8/ServiceTags_Public_${date}.json"`;
  const page = `<a href=${at("download.microsoft.com", "20260302")}>old</a><a href=${at("download.microsoft.com", "20260309")}>
    new</a><script>url=${at("download.microsoft.com.evil.example", "20260401")}</script>${at("evil.example", "20260402")}`;
  expect(newestFileOn(page)).toBe(
    "https://download.microsoft.com/download/7/1/d/71d8/ServiceTags_Public_20260309.json",
  );
  expect(newestFileOn("<html>nothing here</html>")).toBeNull();
});

const samples = draftFolder === null ? null : `${draftFolder}samples/feeds/ranges/`;

if (samples === null || !existsSync(samples)) {
  test("the range files that somebody captured are not beside this checkout, so none is read", () => {
    expect(samples === null || !existsSync(samples)).toBe(true);
  });
} else {
  const sample = (...names: string[]) =>
    Buffer.concat(names.flatMap((name) => [readFileSync(`${samples}${name}`), Buffer.from("\n")]));
  const captured = {
    aws: { bytes: sample("aws-ip-ranges.seligman.json"), rows: 16_828, regions: 42 },
    gcp: { bytes: sample("google-cloud-ip-ranges.json"), rows: 782, regions: 45 },
    azure: { bytes: sample("azure-ServiceTags_Public.trimmed.json"), rows: 12_381, regions: 69 },
    cloudflare: { bytes: sample("cloudflare-v4-ip-ranges.txt", "cloudflare-v6-ip-ranges.txt"), rows: 22, regions: 0 },
    fastly: { bytes: sample("fastly-ip-ranges.json"), rows: 21, regions: 0 },
    digitalocean: { bytes: sample("digitalocean.csv"), rows: 1_182, regions: 10 },
    linode: { bytes: sample("linode.txt"), rows: 4_552, regions: 38 },
    oracle: { bytes: sample("oracle-cloud-ip-ranges.json"), rows: 896, regions: 45 },
  } satisfies Record<RangeProvider, unknown>;

  describe("files that were captured", () => {
    test.each(Object.entries(captured))("%s: every row is read, and every place of it is known", async (name, of) => {
      const { rows, broken } = await read(name as RangeProvider, of.bytes);
      expect([rows.length, broken]).toEqual([of.rows, 0]);
      expect(rows.filter(({ region, edge }) => region === null && !edge)).toEqual([]);
      expect(new Set(rows.flatMap(({ region }) => region ?? [])).size).toBe(of.regions);
    });

    test("no address has two providers, and CDNs tell no region", async () => {
      const all: RangeRow[] = [];
      for (const [name, of] of Object.entries(captured))
        all.push(...(await read(name as RangeProvider, of.bytes)).rows);
      const { find } = await buildLookup(
        all.map((row) => ({ ...row, original: true })),
        0,
      );
      const owners = all.map((row) => [row.provider, find(row.prefix.split("/")[0] ?? "")?.placement.provider]);
      expect(owners.filter(([published, found]) => published !== found)).toEqual([]);
      for (const edge of ["104.16.1.1", "151.101.1.1", "13.32.0.1"]) {
        expect(find(edge)?.placement, edge).toMatchObject({ region: null, edge: true });
      }
    });
  });
}
