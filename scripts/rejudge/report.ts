import type { Incident } from "#domain/incident/incident.ts";
import { type Comparison, isDifferent } from "#domain/status/rejudge-diff.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";
import type { StateSeconds } from "#domain/uptime/state-seconds.ts";

const iso = (at: EpochMs) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

/** `2 h 3 min`, `45 s`: the two largest units. */
export function duration(ms: number): string {
  const s = Math.round(ms / 1_000);
  const parts = [Math.floor(s / 86_400), Math.floor(s / 3_600) % 24, Math.floor(s / 60) % 60, s % 60];
  const units = ["d", "h", "min", "s"];
  const told = parts.map((n, i) => [n, units[i]] as const).filter(([n]) => n > 0);
  return told.length === 0
    ? "0 s"
    : told
        .slice(0, 2)
        .map((part) => part.join(" "))
        .join(" ");
}

const spanOf = ({ startedAt, resolvedAt }: Incident) =>
  `${iso(startedAt)} to ${resolvedAt === null ? "now" : iso(resolvedAt)}`;
const whatOf = (incident: Incident) => `${spanOf(incident)}, ${incident.severity}, ${incident.finding.kind}`;

const FIELDS: Readonly<Record<Comparison["change"][number]["fields"][number], (incident: Incident) => string>> = {
  startedAt: ({ startedAt }) => `begins ${iso(startedAt)}`,
  resolvedAt: ({ resolvedAt }) => (resolvedAt === null ? "open" : `ends ${iso(resolvedAt)}`),
  severity: ({ severity }) => severity,
  confirmed: ({ confirmed }) => (confirmed ? "confirmed" : "not confirmed"),
  finding: ({ finding }) => finding.kind,
};

/** What differs, component by component; a line when nothing does. */
export function differenceLines(comparisons: ReadonlyMap<string, Comparison>): string[] {
  const different = [...comparisons].filter(([, comparison]) => isDifferent(comparison));
  if (different.length === 0) return ["", "No difference."];
  return different.flatMap(([component, comparison]) => ["", component, ...componentLines(comparison)]);
}

function componentLines({ spans, appear, vanish, change, openEnd }: Comparison): string[] {
  return [
    ...spans.map(
      ({ from, to, recorded, recomputed }) =>
        `  ${iso(from)} to ${iso(to)}  ${recorded.padEnd(8)} -> ${recomputed.padEnd(8)}  ${duration(to - from)}`,
    ),
    ...appear.map((incident) => `  incident appears    ${whatOf(incident)}`),
    ...vanish.map(
      ({ incident, within }) =>
        `  incident vanishes   ${incident.id} ${whatOf(incident)}${within === null ? "" : ` (part of ${within})`}`,
    ),
    ...change.map(({ recorded, corrected, fields }) => {
      const told = fields.map((field) => `${FIELDS[field](recorded)} -> ${FIELDS[field](corrected)}`);
      return `  incident changes    ${recorded.id} ${told.join("; ")}`;
    }),
    ...(openEnd === null
      ? []
      : [`  not to be corrected within this span: it differs at --${openEnd} and beyond; choose a wider one`]),
  ];
}

const STATES = ["up", "degraded", "down", "unknown"] as const satisfies readonly (keyof StateSeconds)[];

/** How much there is of it in all. */
export function totalLines(comparisons: ReadonlyMap<string, Comparison>, { from, to }: Window): string[] {
  const all = [...comparisons.values()];
  const sum = (of: (comparison: Comparison) => number) => all.reduce((total, one) => total + of(one), 0);
  const different = all.filter(isDifferent);
  const seconds = STATES.map(
    (state) =>
      `  ${state.padEnd(9)}${duration(1_000 * sum(({ before }) => before[state])).padStart(14)}${duration(1_000 * sum(({ after }) => after[state])).padStart(14)}`,
  );
  return [
    "",
    `Components that differ: ${different.length} of ${all.length}, in ${duration(to - from)} each.`,
    `Incidents: ${sum((one) => one.appear.length)} appear, ${sum((one) => one.vanish.length)} vanish, ${sum((one) => one.change.length)} change.`,
    `  ${"".padEnd(9)}${"on record".padStart(14)}${"recomputed".padStart(14)}`,
    ...seconds,
    `  down in both: ${duration(1_000 * sum((one) => one.downInBothS))}`,
  ];
}
