import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { Maintenance } from "#domain/cloud/maintenance.ts";
import { statusOf } from "#domain/status/algebra.ts";
import { holdsNow, maintenanceNow } from "#domain/status/answering.ts";
import type { ComponentView, JudgeView } from "#domain/status/overview.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly component: ComponentView;
  readonly judge: JudgeView | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** What is judged of a component and since when; and what its vendor has announced, with the verdict beside it. */
export function Standing({ component, judge, words, now }: Props) {
  const judged = holdsNow(component, judge, now);
  const maintenance = maintenanceNow(component, judge, now);
  return (
    <>
      {maintenance !== null && <Announced maintenance={maintenance} words={words} now={now} />}
      {judged !== null && <Measured judged={judged} isBeside={maintenance !== null} words={words} now={now} />}
    </>
  );
}

function Announced({
  maintenance: { until, url },
  words,
  now,
}: { maintenance: Maintenance } & Pick<Props, "words" | "now">) {
  const at = until === null ? null : moment(until, now, words, "minute");
  return (
    <span className={statusText("under_maintenance")}>
      <Glyph name={GLYPH_OF_STATUS.under_maintenance} />{" "}
      <b className="font-semibold">{words.statuses.under_maintenance}</b>{" "}
      <span className="text-ink-3">
        <Sentence text={words.maintenance.until(at, until !== null && until <= now)} now={now} /> ·{" "}
        {url === null ? (
          words.maintenance.asAnnounced
        ) : (
          <a href={url} rel="noreferrer">
            {words.maintenance.asAnnounced}
          </a>
        )}
      </span>
    </span>
  );
}

/** The verdict's own status; said to be measured where it stands beside something announced. */
function Measured({
  judged,
  isBeside,
  words,
  now,
}: { judged: Judged; isBeside: boolean } & Pick<Props, "words" | "now">) {
  const status = statusOf(judged.verdict);
  const word = words.statuses[status];
  return (
    <span className={statusText(status)}>
      <Glyph name={GLYPH_OF_STATUS[status]} />{" "}
      <b className="font-semibold">{isBeside ? words.maintenance.measured(word) : word}</b>{" "}
      <span className="text-ink-3">
        <Sentence
          text={words.component.since(
            moment(judged.since, now, words, "minute"),
            words.duration(Math.max(0, now - judged.since) / 1_000),
          )}
          now={now}
        />
      </span>
    </span>
  );
}
