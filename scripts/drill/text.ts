import type { CloudPlace } from "#domain/drill/scenario.ts";
import type { Scorecard, ScoredOutage } from "#domain/drill/scorecard.ts";
import { textIn } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";

/** A scorecard for a terminal. */
export function scorecardText(card: Scorecard): string {
  const { scenario, run, outages, invented, clouds, samples, totals, failures } = card;
  const sections = [
    [
      `${card.passed ? "PASSED" : "FAILED"}  ${scenario.id}: ${textIn(scenario.title, "en")}`,
      `${time(run.from)} to ${time(run.to)} UTC at ${run.speed} times its speed, ${run.vantages} ${plural("vantage", run.vantages)}, ${minutes(run.tookMs)} real`,
      `${totals.seen} of ${totals.modelled} outages seen (${totals.late} late), ${totals.missed} missed, ${totals.invented} invented; cause right ${totals.right}, wrong ${totals.wrong}, not named ${totals.none}`,
      `${samples.recorded} samples, ${totals.neutral} of them neutral${neutralText(samples.neutral)}; of what was due, ${(100 * samples.coverage).toFixed(1)}% told something; ${samples.told} events written for delivery`,
    ],
    failures.length === 0 ? [] : ["Why it does not pass:", ...failures.map((why) => `  ${textIn(why, "en")}`)],
    outages.length === 0 ? ["No outage was modelled."] : table(outages),
    invented.map(({ component, detectedAt }) => `INVENTED  ${component}, ${time(detectedAt)}`),
    clouds.map(
      ({ place, began, firstPostAt, seenAt }) =>
        `${placeText(place)} began ${time(began)}, posted ${time(firstPostAt)}, read ${seenAt === null ? "never" : time(seenAt)}`,
    ),
    card.assumptions.length === 0
      ? []
      : [
          "Assumed:",
          ...card.assumptions.map(
            ({ components, from, to, reason }) =>
              `  ${components.join(", ")} ${time(from)}-${time(to)}: ${textIn(reason, "en")}`,
          ),
        ],
    card.departures.length === 0
      ? []
      : ["Unlike the day:", ...card.departures.map((text) => `  ${textIn(text, "en")}`)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function table(outages: readonly ScoredOutage[]): string[] {
  const head = ["component", "began", "ended", "seen", "after", "over", "cloud said", "cause named"];
  const rows = outages.map(({ component, from, to, seen, saidAt, attribution, named, runnerUp }) => [
    component,
    time(from),
    time(to),
    seen === null ? "MISSED" : time(seen.detectedAt),
    seen === null ? "-" : `${minutes(seen.delayMs)}${seen.late ? " late" : ""}`,
    seen === null ? "-" : seen.resolvedAt === null ? "open" : time(seen.resolvedAt),
    saidAt === null ? "-" : time(saidAt),
    [
      named === null ? "-" : `${placeText(named)} ${named.word} ${named.score}`,
      attribution === "right" ? "" : attribution.toUpperCase(),
      runnerUp === null ? "" : `(before ${placeText(runnerUp)} ${runnerUp.score})`,
    ]
      .filter((part) => part !== "")
      .join(" "),
  ]);
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function neutralText(neutral: Scorecard["samples"]["neutral"]): string {
  const kinds = Object.entries(neutral).map(([type, count]) => `${type.replace("neutral.", "")} ${count}`);
  return kinds.length === 0 ? "" : ` (${kinds.join(", ")})`;
}

const time = (at: EpochMs) => new Date(at).toISOString().slice(11, 16);
const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`;
const placeText = ({ provider, region }: CloudPlace) => `${provider.toUpperCase()} ${region}`;
const plural = (word: string, count: number) => (count === 1 ? word : `${word}s`);
