/** Figures for machines, in the text format 0.0.4 of Prometheus. */

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All samples of one name. Base units: seconds, bytes, ratios from 0 to 1; instants are seconds since 1970. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly samples: readonly Sample[];
}

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * A page of figures. A family without a sample is left out: what is not known is not zero. The values of labels may be anything;
 * names are our own.
 */
export function renderMetrics(families: readonly Family[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${escapeHelp(help)}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(({ labels, value }) => `${name}${renderLabels(labels)} ${renderValue(value)}`),
        "",
      ].join("\n"),
    )
    .join("");
}

function renderLabels(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels ?? {}).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** Half a surrogate pair is no UTF-8, and would be written as one and the same character for all of them anyway. */
function escapeLabel(text: string): string {
  return text
    .replace(/\p{Cs}/gu, "\ufffd")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function renderValue(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  return String(value);
}

/** A family of one sample without labels; none when nothing is known. */
export function single(type: Family["type"], name: string, help: string, value: number | null): Family {
  return { name, help, type, samples: value === null ? [] : [{ value }] };
}

export const seconds = (ms: number): number => ms / 1_000;
