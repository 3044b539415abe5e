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

/** Licences under which an operator may publish what his instance has measured, by their SPDX identifiers. */
export const LICENCES = {
  "CC-BY-4.0": {
    called: "the Creative Commons Attribution 4.0 International licence (CC BY 4.0)",
    url: "https://creativecommons.org/licenses/by/4.0/",
  },
  "CC-BY-SA-4.0": {
    called: "the Creative Commons Attribution-ShareAlike 4.0 International licence (CC BY-SA 4.0)",
    url: "https://creativecommons.org/licenses/by-sa/4.0/",
  },
  "CC0-1.0": {
    called: "the Creative Commons public domain dedication (CC0 1.0)",
    url: "https://creativecommons.org/publicdomain/zero/1.0/",
  },
  "ODbL-1.0": {
    called: "the Open Database License (ODbL 1.0)",
    url: "https://opendatacommons.org/licenses/odbl/1-0/",
  },
} as const;
export type Licence = keyof typeof LICENCES;
export const LICENCE_IDS = Object.keys(LICENCES) as [Licence, ...Licence[]];
export const DEFAULT_LICENCE: Licence = "CC-BY-4.0";

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
  readonly licence: Licence;
  /** Where the record is published, and by whom; null where nobody said. */
  readonly source: string | null;
  readonly operator: string | null;
  /** Of a made-up world: nothing of it is real. */
  readonly made_up: boolean;
  readonly files: readonly ExportedFile[];
}

/** The note that stands beside the files. What was published under another licence before stays so. */
export function licenceText({
  licence,
  source,
  operator,
  made_up,
}: Pick<MonthManifest, "licence" | "source" | "operator" | "made_up">): string {
  const whose = operator ?? "the operator of this instance of Faultline";
  const { called, url } = LICENCES[licence];
  const lines = [
    "Licence of the files in this folder",
    "",
    `They are published by ${oneLine(whose)} under ${called}:`,
    url,
    "A month whose manifest names another licence was published under that one.",
    "",
    `${licence === "CC0-1.0" ? "Please name the source" : "Name the source"}: Faultline${source === null ? "" : `, ${oneLine(source)}`}, the month, and the as_of of its manifest.`,
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
