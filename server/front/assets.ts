import { readdir, readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { Answer } from "#server/front/version.ts";
import { Version } from "#server/front/version.ts";
import { type Site, securityHeaders } from "#server/headers.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

export type Assets = ReadonlyMap<string, Version>;

/**
 * The files of a build, in memory: their names hold a digest of their contents, so they never change, and there are few.
 * Compressing goes on when this resolves; who asks for a file meanwhile waits for it.
 * @param build the `.next` folder
 * @returns by path, `/_next/static/...`
 */
export async function loadAssets(build: string, site: Site): Promise<Assets> {
  const folder = join(build, "static");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const assets = new Map<string, Version>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/_next/static/${file.slice(folder.length + 1).replaceAll(sep, "/")}`;
    assets.set(path, new Version(assetAnswer(file, await readFile(file), site), "lasting"));
  }
  void compressAll(assets);
  return assets;
}

function assetAnswer(file: string, bytes: Buffer, site: Site): Answer {
  return {
    status: 200,
    type: TYPES[extname(file)] ?? "application/octet-stream",
    bytes,
    headers: [["Cache-Control", "public, max-age=31536000, immutable"], ...securityHeaders("asset", site)],
  };
}

/** One after the other: nobody waits for these, and others use the threads, too. */
async function compressAll(assets: Assets): Promise<void> {
  for (const version of assets.values()) for (const encoding of ["br", "gzip"] as const) await version.as(encoding);
}
