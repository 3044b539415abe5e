import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  BADGE_LANGUAGES,
  BADGE_STYLES,
  BADGE_THEMES,
  type BadgeStyle,
  LATENCY_WINDOWS,
} from "#domain/publish/badge-query.ts";
import { UPTIME_WINDOWS } from "#domain/status/overview.ts";
import { baseUrl } from "../api.ts";
import { FAILING } from "./record.ts";
import { run } from "./run.ts";

/** As shields.io draws them, in pixels. */
const HEIGHTS: Readonly<Record<BadgeStyle, number>> = {
  flat: 20,
  "flat-square": 20,
  plastic: 18,
  social: 20,
  "for-the-badge": 28,
};

const LABELS = ["", "稼働状況 😀", "]]></text><script>&'\"\u0007\u202e\ufffe"];

const PATHS = [
  "/badge/all.svg",
  "/badge/nobody.svg",
  `/badge/${FAILING}.svg`,
  "/badge/kraken.svg",
  ...UPTIME_WINDOWS.map((window) => `/badge/kraken/uptime/${window}.svg`),
  ...LATENCY_WINDOWS.map((window) => `/badge/kraken/latency/${window}.svg`),
];

/** Every badge in every style; the first in every language, theme and with labels that are hard to write, too. */
const BADGES = BADGE_STYLES.flatMap((style) => [
  ...PATHS.map((path) => ({ style, address: `${path}?style=${style}` })),
  ...BADGE_LANGUAGES.flatMap((lang) =>
    BADGE_THEMES.map((theme) => ({ style, address: `${PATHS[0]}?style=${style}&lang=${lang}&theme=${theme}` })),
  ),
  ...LABELS.map((label) => ({ style, address: `${PATHS[0]}?style=${style}&label=${encodeURIComponent(label)}` })),
]);

/** Of a PNG: both stand at fixed places of its first chunk. */
function sizeOf(png: Buffer): { width: number; height: number } {
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

test("xmllint and rsvg-convert accept badges of every kind in every style, with every label", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-svg-"));
  const files = BADGES.map((_, index) => join(folder, `${index}.svg`));
  for (const [index, { address }] of BADGES.entries()) {
    const answer = await fetch(baseUrl() + address);
    expect(answer.headers.get("content-type"), address).toBe("image/svg+xml; charset=utf-8");
    writeFileSync(join(folder, `${index}.svg`), await answer.text());
  }
  expect(await run("xmllint", ["--noout", "--nonet", ...files])).toEqual({ code: 0, stdout: "", stderr: "" });
  for (const [index, { style, address }] of BADGES.entries()) {
    const png = join(folder, `${index}.png`);
    const drawn = await run("rsvg-convert", ["--output", png, join(folder, `${index}.svg`)]);
    expect(drawn, address).toEqual({ code: 0, stdout: "", stderr: "" });
    const { width, height } = sizeOf(readFileSync(png));
    expect(height, address).toBe(HEIGHTS[style]);
    expect(width, address).toBeGreaterThan(40);
  }
  rmSync(folder, { recursive: true });
});
