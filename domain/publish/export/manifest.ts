import type { Month } from "#domain/publish/export/month.ts";

/** What is exported each month, and in which forms. */
export const DATASETS = ["incidents", "checks-daily"] as const;
export type Dataset = (typeof DATASETS)[number];
export const FORMS = ["csv", "ndjson"] as const;
export type Form = (typeof FORMS)[number];

/** The folder within an instance's home: what is made up never stands among what is real. */
export function exportsFolder(madeUp: boolean): string {
  return madeUp ? "exports-world" : "exports";
}

/** `incidents-2026-10.csv.gz` */
export function exportName(dataset: Dataset, month: Month, form: Form): string {
  return `${dataset}-${month}.${form}.gz`;
}

export function manifestName(month: Month): string {
  return `manifest-${month}.json`;
}

/** Names of files that hold one SHA-256, as `sha256sum -c` reads it. */
export function checksumName(file: string): string {
  return `${file}.sha256`;
}

export const LICENCE_NAME = "LICENCE.txt";

export interface ExportedFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly columns: readonly string[];
}

/** What was exported of a month, as it is published. */
export interface MonthManifest {
  readonly month: Month;
  /** As of when: what was corrected later is not in it. RFC 3339. */
  readonly as_of: string;
  /** Of the product. */
  readonly version: string;
  readonly licence: "CC-BY-4.0";
  /** Where the record is published, and by whom; null where nobody said. */
  readonly source: string | null;
  readonly operator: string | null;
  /** Of a made-up world: nothing of it is real. */
  readonly made_up: boolean;
  readonly files: readonly ExportedFile[];
}

/** The note that stands beside the files. */
export function licenceText({
  source,
  operator,
  made_up,
}: Pick<MonthManifest, "source" | "operator" | "made_up">): string {
  const whose = operator ?? "the operator of this instance of Faultline";
  const lines = [
    "Licence of the files in this folder",
    "",
    `They are published by ${oneLine(whose)} under the Creative Commons Attribution 4.0 International licence (CC BY 4.0):`,
    "https://creativecommons.org/licenses/by/4.0/",
    "",
    `Name the source: Faultline${source === null ? "" : `, ${oneLine(source)}`}, the month, and the as_of of its manifest.`,
    "",
    "What they hold was measured from the vantages that are named in it. A span without measurements is no span without outages:",
    "compare what was received (ok + degraded + failed) with what was expected. neutral results say nothing about the target.",
    "Percentiles are of one day; averages of them mean nothing. Incidents with retracted_at were taken back: they were none.",
    ...(made_up ? ["", "THIS IS THE RECORD OF A MADE-UP WORLD. Nothing of it is real."] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
