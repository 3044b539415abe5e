import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { compress, isWorthCompressing, preferred } from "#server/front/encoding.ts";

it.each([
  [undefined, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["GZIP;Q=0.5", "gzip"],
  ["br;q=0.5, gzip;q=0.8", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["*", "br"],
  ["*;q=0.5, br;q=0", "gzip"],
  ["*;q=0", "identity"],
  ["identity", "identity"],
  ["identity;q=1, gzip;q=0.5", "identity"],
  ["deflate, zstd", "identity"],
  ["gzip;q=nonsense", "identity"],
  [";;;,,,br", "br"],
])("a client that sends Accept-Encoding %j gets %s", (header, encoding) => {
  expect(preferred(header)).toBe(encoding);
});

it("what is compressed is the same again, in every encoding and with any effort", async () => {
  const bytes = Buffer.from("<li>stratum</li>".repeat(1_000));
  for (const effort of ["moment", "lasting"] as const) {
    expect(gunzipSync(await compress(bytes, "gzip", effort)).equals(bytes)).toBe(true);
    expect(brotliDecompressSync(await compress(bytes, "br", effort)).equals(bytes)).toBe(true);
    expect(await compress(bytes, "identity", effort)).toBe(bytes);
  }
});

it("text is compressed when it is long; faces and pictures are compressed already", () => {
  for (const type of ["text/html; charset=utf-8", "application/json", "application/problem+json", "image/svg+xml"]) {
    expect(isWorthCompressing(type, 10_000), type).toBe(true);
    expect(isWorthCompressing(type, 100), type).toBe(false);
  }
  for (const type of ["font/woff2", "image/png"]) expect(isWorthCompressing(type, 10_000), type).toBe(false);
});
