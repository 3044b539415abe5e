import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { type FileHandle, open, readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import {
  checksumName,
  DATASETS,
  FORMS,
  LICENCE_NAME,
  type MonthManifest,
  manifestName,
} from "#domain/publish/export/manifest.ts";
import { refuse } from "#server/front/refusal.ts";
import { type Site, securityHeaders } from "#server/headers.ts";

const INDEX = "/exports/";
/** The files that a month has; nothing else of the folder is ever opened. */
const NAME = new RegExp(
  `^(?:(?:${DATASETS.join("|")})-20\\d\\d-\\d\\d\\.(?:${FORMS.join("|")})\\.gz(?:\\.sha256)?|manifest-20\\d\\d-\\d\\d\\.json)$`,
);
/** Of a digest, in an address. */
const DIGITS = 16;
/** For so long the folder is not looked at again. */
const REMEMBERED_MS = 10_000;
/** Files that are sent at a time: they come from the disk, and who reads slowly holds one open. */
const MOST_AT_ONCE = 50;
const SLOWEST_MS = 600_000;

const manifestSchema = z.looseObject({
  month: z.string().regex(/^20\d\d-\d\d$/),
  as_of: z.string(),
  files: z.array(
    z.looseObject({
      name: z.string(),
      rows: z.number(),
      bytes: z.number(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export interface ExportsOptions {
  readonly folder: string;
  readonly site: Site;
  readonly now: () => number;
  readonly onError: (what: string, error: unknown) => void;
}

/** `/exports/`: what was exported each month, and the files, from the disk. @returns whether a request was for it, and is taken */
export function createExports({ folder, site, now, onError }: ExportsOptions) {
  let read: { readonly at: number; readonly months: Promise<readonly MonthManifest[]> } | null = null;
  let sending = 0;
  const digests = rememberedDigests();

  const months = () => {
    if (read === null || now() - read.at >= REMEMBERED_MS) {
      read = { at: now(), months: readManifests(folder, (name, error) => onError(`${name} cannot be read`, error)) };
    }
    return read.months;
  };
  const answer = async (name: string, query: string, request: IncomingMessage, response: ServerResponse) => {
    if (name === "" || name === "manifest.json") return sendIndex(await months(), site, request, response);
    if (name !== LICENCE_NAME && !NAME.test(name)) return noSuch(response);
    const file = await open(join(folder, name)).catch(() => null);
    if (file === null) return noSuch(response);
    try {
      await sendFile({ name, query, file }, request, response);
    } finally {
      await file.close();
    }
  };

  /** What is opened stays as it is, whatever gets its name meanwhile. */
  const sendFile = async (
    { name, query, file }: { name: string; query: string; file: FileHandle },
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    const about = await file.stat();
    if (!about.isFile()) return noSuch(response);
    const digest = await digests(name, file, about);
    const etag = `"${digest.slice(0, 32)}"`;
    // Under an address with its digest a file never changes; under its name alone it may be made anew.
    const lasts = query === `?v=${digest.slice(0, DIGITS)}`;
    const head = [
      ...["Content-Type", typeOf(name), "ETag", etag, "Last-Modified", about.mtime.toUTCString()],
      ...["Cache-Control", lasts ? "public, max-age=31536000, immutable" : "public, max-age=3600"],
      ...securityHeaders("file", site).flat(),
    ];
    if (isKnown(request, etag)) return void response.writeHead(304, head).end();
    response.writeHead(200, [...head, "Content-Length", String(about.size)]);
    if (request.method === "HEAD") return void response.end();
    const slowest = setTimeout(() => response.destroy(), SLOWEST_MS);
    const end = Math.max(0, about.size - 1);
    await pipeline(file.createReadStream({ start: 0, end, autoClose: false }), response)
      // Mostly the reader has gone; what was promised and cannot be sent any more cannot be told otherwise.
      .catch(() => response.destroy())
      .finally(() => clearTimeout(slowest));
  };

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { url = "", method } = request;
    if (!url.startsWith("/exports") || (method !== "GET" && method !== "HEAD")) return false;
    const cut = url.indexOf("?");
    const path = cut < 0 ? url : url.slice(0, cut);
    if (path === "/exports") {
      response.writeHead(308, { Location: INDEX, "Cache-Control": "public, max-age=3600" }).end();
      return true;
    }
    if (!path.startsWith(INDEX)) return false;
    if (sending >= MOST_AT_ONCE) {
      refuse(response, { status: 503, detail: "Too many ask at once.", as: "text", headers: { "Retry-After": "30" } });
      return true;
    }
    sending += 1;
    answer(path.slice(INDEX.length), cut < 0 ? "" : url.slice(cut), request, response)
      .catch((error: unknown) => {
        onError(`${path} could not be answered`, error);
        response.destroy();
      })
      .finally(() => {
        sending -= 1;
      });
    return true;
  };
}

/** SHA-256 of files, taken once of each: what a manifest says of a file may be of the one before it. */
function rememberedDigests(): (name: string, file: FileHandle, about: Stats) => Promise<string> {
  const known = new Map<string, { readonly mark: string; readonly digest: Promise<string> }>();
  return (name, file, { ino, size, mtimeMs }) => {
    const mark = [ino, size, mtimeMs].join();
    const before = known.get(name);
    if (before?.mark === mark) return before.digest;
    const digest = digestOf(file);
    known.set(name, { mark, digest });
    digest.catch(() => known.delete(name));
    return digest;
  };
}

async function digestOf(file: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

function noSuch(response: ServerResponse): void {
  refuse(response, { status: 404, detail: `There is no such export. What there is stands at ${INDEX}.`, as: "text" });
}

/** Newest first. A manifest that cannot be read takes only itself away. */
async function readManifests(
  folder: string,
  onBroken: (name: string, error: unknown) => void,
): Promise<readonly MonthManifest[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^manifest-20\d\d-\d\d\.json$/.test(name));
  const found: MonthManifest[] = [];
  for (const name of names.sort().reverse()) {
    try {
      const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
      if (manifestName(manifest.month) === name) found.push(manifest as unknown as MonthManifest);
    } catch (error) {
      onBroken(name, error);
    }
  }
  return found;
}

function sendIndex(
  months: readonly MonthManifest[],
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const data = months.map((month) => ({
    ...month,
    manifest: `${INDEX}${manifestName(month.month)}`,
    files: month.files.map((file) => ({
      ...file,
      href: `${INDEX}${file.name}?v=${file.sha256.slice(0, DIGITS)}`,
      checksum: `${INDEX}${checksumName(file.name)}`,
    })),
  }));
  const body = Buffer.from(JSON.stringify({ data, licence: `${INDEX}${LICENCE_NAME}` }));
  response.writeHead(200, [
    ...["Content-Type", "application/json; charset=utf-8", "Content-Length", String(body.length)],
    ...["Cache-Control", "public, max-age=300", ...securityHeaders("api", site).flat()],
  ]);
  response.end(request.method === "HEAD" ? undefined : body);
}

function typeOf(name: string): string {
  if (name.endsWith(".gz")) return "application/gzip";
  return name.endsWith(".json") ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
}

function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const tags = headers["if-none-match"] ?? "";
  return tags.trim() === "*" || tags.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
