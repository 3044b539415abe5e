import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sql, Tx } from "#db/client.ts";
import { firstExportable, lastKnown, readExportedCheckDays, readExportedIncidents } from "#db/read/exports.ts";
import { isSealed } from "#db/write/hours.ts";
import { type Column, csvHead, csvRow, ndjsonRow } from "#domain/publish/export/csv.ts";
import {
  checksumName,
  type Dataset,
  type ExportedFile,
  exportName,
  FORMS,
  LICENCE_NAME,
  licenceText,
  type MonthManifest,
  manifestName,
} from "#domain/publish/export/manifest.ts";
import { type Month, monthsOver, readMonth } from "#domain/publish/export/month.ts";
import { CHECK_DAY_COLUMNS, INCIDENT_COLUMNS } from "#domain/publish/export/rows.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";
import { draftOf, openExportFile } from "#workers/keep/export-file.ts";

/** Where exports go, and what they say of themselves. */
export interface Exports extends Pick<MonthManifest, "version" | "licence" | "source" | "operator" | "made_up"> {
  readonly folder: string;
}

/** What is not over or not final yet cannot be exported. */
export class NotSealedError extends Error {}

/**
 * Writes the files of a month as of now: all of them as of one instant, each under its name only when it is whole, and the
 * manifest, which says that they are there, last. Those of an earlier time are replaced.
 * @throws NotSealedError when days of the month may still change
 */
export async function exportMonth(sql: Sql, month: Month, now: EpochMs, exports: Exports): Promise<MonthManifest> {
  const span = readMonth(month);
  if (span === null) throw new Error(`${month} is no month: 2026-10`);
  const { folder, ...about } = exports;
  await mkdir(folder, { recursive: true });
  const files = await sql.begin("isolation level repeatable read read only", async (tx) => {
    if (span.to > now || !(await isSealed(tx, span.to))) {
      throw new NotSealedError(`${month} is not final yet: its last day is sealed about a day after its end.`);
    }
    return [
      ...(await writeDataset(folder, "incidents", month, INCIDENT_COLUMNS, readExportedIncidents(tx, span))),
      ...(await writeDataset(folder, "checks-daily", month, CHECK_DAY_COLUMNS, readExportedCheckDays(tx, span))),
    ];
  });
  const as_of = new Date(now).toISOString();
  const manifest: MonthManifest = { month, as_of, ...about, files };
  await replace(join(folder, LICENCE_NAME), licenceText(about));
  await replace(join(folder, manifestName(month)), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** One set of rows in every form, read once. */
async function writeDataset<Row>(
  folder: string,
  dataset: Dataset,
  month: Month,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row>,
): Promise<ExportedFile[]> {
  const files = FORMS.map((form) => {
    const name = exportName(dataset, month, form);
    return { form, name, file: openExportFile(join(folder, name)) };
  });
  try {
    let count = 0;
    for (const { form, file } of files) if (form === "csv") await file.write(csvHead(columns));
    for await (const row of rows) {
      count += 1;
      for (const { form, file } of files)
        await file.write(form === "csv" ? csvRow(columns, row) : ndjsonRow(columns, row));
    }
    const done: ExportedFile[] = [];
    for (const { name, file } of files) {
      done.push({ name, rows: count, ...(await file.finish()), columns: columns.map((column) => column.name) });
    }
    for (const { file } of files) await file.publish();
    for (const { name, sha256 } of done) await replace(join(folder, checksumName(name)), `${sha256}  ${name}\n`);
    return done;
  } finally {
    for (const { file } of files) await file.discard();
  }
}

async function replace(path: string, text: string): Promise<void> {
  const draft = draftOf(path);
  await writeFile(draft, text, { flush: true });
  await rename(draft, path);
}

/**
 * Exports the months that are final and not exported yet, and those again of whose incidents more has become known since:
 * a retraction reaches every form. @returns which.
 */
export async function keepExports(sql: Sql, now: EpochMs, exports: Exports, signal: AbortSignal): Promise<Month[]> {
  const first = await sql.begin((tx) => firstExportable(tx));
  const made: Month[] = [];
  for (const month of first === null ? [] : monthsOver(first, now)) {
    if (signal.aborted) break;
    const span = readMonth(month);
    if (span === null || !(await sql.begin((tx) => isDue(tx, exports.folder, month, span)))) continue;
    try {
      await exportMonth(sql, month, now, exports);
    } catch (error) {
      // A vantage has come since it was asked: its hours are yet to be sealed.
      if (error instanceof NotSealedError) break;
      throw error;
    }
    made.push(month);
  }
  return made;
}

/** What was known so shortly before an export may not have been in the database yet. */
const SETTLED_MS = 60_000;

async function isDue(tx: Tx, folder: string, month: Month, span: Window): Promise<boolean> {
  const asOf = exportedAsOf(folder, month);
  if (asOf !== null && ((await lastKnown(tx, span)) ?? 0) < asOf - SETTLED_MS) return false;
  return isSealed(tx, span.to);
}

/** Null when the month was not exported, or what says so cannot be read. */
function exportedAsOf(folder: string, month: Month): EpochMs | null {
  try {
    const { as_of } = JSON.parse(readFileSync(join(folder, manifestName(month)), "utf8")) as Partial<MonthManifest>;
    const at = Date.parse(as_of ?? "");
    return Number.isNaN(at) ? null : at;
  } catch {
    return null;
  }
}
