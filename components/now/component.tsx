import { ChecksTable } from "#components/now/checks-table.tsx";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import { type Chains, tellComponent } from "#domain/publish/component-told.ts";
import { componentStatus, holdsNow, roundSeconds } from "#domain/status/answering.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { ComponentView, JudgeView, UptimeWindow } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { uptimeFigure } from "#domain/uptime/percent.ts";

const SHOWN: readonly UptimeWindow[] = ["24h", "90d"];

/** What is judged of a component, since when and how it did before; below it the checks that show it. */
export function Component({
  component,
  row,
  judge,
  chains,
  words,
  now,
}: {
  component: ComponentView;
  row: NowRow;
  judge: JudgeView | null;
  chains: Chains;
  words: Words;
  now: EpochMs;
}) {
  const status = componentStatus(component, judge, now);
  const judged = holdsNow(component, judge, now);
  // Rows of the access layer stand under the heading of their kind, chains directly under their layer's.
  const Heading = row.layer === "chain" ? "h3" : "h4";
  return (
    <section>
      <div className="component-head">
        <Heading className="checks-of">{component.name}</Heading>
        {judged !== null && (
          <span className={statusText(status)}>
            <Glyph name={GLYPH_OF_STATUS[status]} /> <b>{words.statuses[status]}</b>{" "}
            <span className="text-ink-3">
              {words.component.since(
                moment(judged.since, now, words, "minute"),
                words.duration(Math.max(0, now - judged.since) / 1_000),
              )}
            </span>
          </span>
        )}
        {judged !== null && <Uptime component={component} words={words} />}
        <p>
          <Sentence text={tellComponent(row.service, component, { judge }, chains, now)} />
        </p>
      </div>
      <ChecksTable component={component} row={row} words={words} now={now} />
    </section>
  );
}

/** The figures that may be printed, with the share of time that each is of. */
function Uptime({ component, words }: { component: ComponentView; words: Words }) {
  return (
    <dl className="component-uptime" aria-label={words.component.uptime}>
      {SHOWN.map((window) => {
        const { kind, shown, coverage } = uptimeFigure(component.uptime[window], {
          roundSeconds: roundSeconds(component),
        });
        const none = kind === "no_data" || kind === "too_little" ? words.component.noUptime[kind] : "";
        return (
          <div key={window}>
            <dt>{words.component.windows[window]}</dt>
            <dd>{shown === null ? none : <b>{words.component.uptimeOf(shown, coverage)}</b>}</dd>
          </div>
        );
      })}
    </dl>
  );
}
