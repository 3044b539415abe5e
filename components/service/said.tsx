import { Section } from "#components/service/section.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { Acknowledgement, Delay } from "#domain/said/acknowledgement.ts";
import type { SaidOfService, SaidRow } from "#domain/said/record.ts";
import type { SaidSummary } from "#domain/said/summary.ts";
import type { EpochMs } from "#domain/time.ts";

/** Incidents that are listed; the summary is of all of them. */
const SHOWN = 8;

interface Props {
  /** As it is called in a sentence. */
  readonly name: string;
  readonly statusPage: string | null;
  readonly said: SaidOfService | null;
  /** What a component is called, by its two-part key; null for a service of one part. */
  readonly nameOf: (component: string) => string | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** When we saw an outage begin, and when its vendor said so. */
export function Said({ name, statusPage, said, nameOf, words, now }: Props) {
  const say = words.service.said;
  const rows = said?.rows ?? [];
  return (
    <Section id="said" heading={say.heading}>
      {rows.length > 0 && (
        <table className="facts values">
          <caption className="sr-only">{say.heading}</caption>
          <thead>
            <tr>
              <th scope="col">{say.onset}</th>
              <th scope="col">{say.said(name)}</th>
              <th scope="col">{say.delay}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row) => (
              <Row key={row.outage.incident} row={row} nameOf={nameOf} words={words} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <p className="mt-2 max-w-[62ch] text-[13px] text-ink-2">
        <Sentence text={summary(said, words, now)} now={now} />
        {statusPage !== null && (
          <>
            {words.sentenceGap}
            <a href={statusPage} rel="noreferrer">
              {say.page}
            </a>
          </>
        )}
      </p>
    </Section>
  );
}

function Row({ row, nameOf, words, now }: Pick<Props, "nameOf" | "words" | "now"> & { row: SaidRow }) {
  const say = words.service.said;
  const { outage, acknowledgement } = row;
  const { said, state, censoredMs, backdatedMs } = acknowledgement;
  const at = said === null ? null : outage.onset + said.ms;
  return (
    <tr>
      <th scope="row">
        <a href={words.service.at(`/incidents/${outage.incident}`)}>
          <time dateTime={new Date(outage.onset).toISOString()}>{moment(outage.onset, now, words, "minute")}</time>
        </a>
        <span className="block font-cond text-[12px] text-ink-3">
          {outage.component === null ? null : nameOf(outage.component)}
        </span>
      </th>
      <td>
        {at === null ? (
          say.states[state]
        ) : (
          <time dateTime={new Date(at).toISOString()}>{moment(at, now, words, "minute")}</time>
        )}
        {backdatedMs !== null && (
          <span className="block font-cond text-[12px] text-ink-3">
            {say.backdated(words.span(backdatedMs / 1_000))}
          </span>
        )}
      </td>
      <td>{said === null ? silence(state, censoredMs, words) : delayText(said, words)}</td>
    </tr>
  );
}

/** A bound and not a delay. */
export function silence(state: Acknowledgement["state"], censoredMs: number | null, words: Words): string {
  return state === "unread" || censoredMs === null ? "–" : words.service.said.noneIn(words.span(censoredMs / 1_000));
}

/** Nothing is called late or early that the error does not bear. */
export function delayText({ ms, errorMs, order }: Delay, words: Words): string {
  const say = words.service.said;
  const lasted = words.span(Math.abs(ms) / 1_000);
  if (order === "cannot_tell") return errorMs === null ? "–" : say.within(words.span(errorMs / 1_000));
  return order === "vendor_first" ? say.early(lasted) : say.late(lasted);
}

function summary(said: SaidOfService | null, words: Words, now: EpochMs): string {
  const say = words.service.said;
  if (said === null) return say.noPage;
  const { page, summary: figures, rows, outside } = said;
  return [
    page.unreadableSince === null ? "" : say.unreadable(moment(page.unreadableSince, now, words, "minute")),
    rows.length === 0 ? say.none : figures === null ? say.few : figuresText(figures, words),
    outside.length === 0 ? "" : say.outside(outside.length),
  ]
    .filter(Boolean)
    .join(words.sentenceGap);
}

function figuresText(figures: SaidSummary, words: Words): string {
  const say = words.service.said;
  const { acknowledged, n, share, medianMs, medianErrorMs, noMedian, grade } = figures;
  const percent = (value: number) => `${Math.round(100 * value)}%`;
  const median =
    medianMs === null
      ? say.noMedian[noMedian ?? "not_watched"]
      : say.median(
          medianMs < 0 ? say.first(words.span(-medianMs / 1_000)) : words.span(medianMs / 1_000),
          medianErrorMs === null ? null : words.span(medianErrorMs / 1_000),
        );
  return [
    say.summary(acknowledged, n, percent(share.low), percent(share.high)),
    median,
    grade === null ? "" : say.grade(grade.grade, words.number(Math.round(grade.averageMin))),
  ]
    .filter(Boolean)
    .join(words.sentenceGap);
}
