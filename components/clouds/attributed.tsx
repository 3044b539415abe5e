import { moment, type Words } from "#components/words/words.ts";
import type { AttributedIncident, AttributedIncidents } from "#domain/publish/attributed.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly attributed: AttributedIncidents;
  readonly heading: string;
  /** Where all of them are listed, without a language; null for nowhere. */
  readonly all: string | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** What coincides with the events of a place: how strongly, and where the reasons stand. */
export function Attributed({ attributed, heading, all, words, now }: Props) {
  const say = words.clouds.attributed;
  const { incidents, total, placeless } = attributed;
  const more = say.more(total - incidents.length);
  const notes = [
    incidents.some(({ best }) => best.provisional) ? words.attributions.reasons.provisional() : "",
    incidents.some(({ best }) => best.uncalibrated) ? words.attributions.reasons.uncalibrated() : "",
    placeless > 0 ? say.placeless(placeless) : "",
  ].filter(Boolean);
  return (
    <section aria-labelledby="attributed" className="border-ink border-t-2 pt-2 pb-5">
      <h2 id="attributed">{heading}</h2>
      {incidents.length === 0 ? (
        <p className="pt-1 text-ink-2">{say.none}</p>
      ) : (
        <ol className="pt-1">
          {incidents.map((incident) => (
            <Row key={incident.id} incident={incident} words={words} now={now} />
          ))}
        </ol>
      )}
      {total > incidents.length && (
        <p className="pt-1 font-cond text-[13px] text-ink-3">
          {all === null ? more : <a href={words.clouds.at(all)}>{more}</a>}
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="max-w-[68ch] pt-1 font-cond text-[12.5px] text-ink-3">
          {note}
        </p>
      ))}
    </section>
  );
}

function Row({ incident, words, now }: { incident: AttributedIncident; words: Words; now: EpochMs }) {
  const say = words.clouds.attributed;
  const { id, service, component, single, startedAt, resolvedAt, best } = incident;
  const span = words.span(Math.max(0, (resolvedAt ?? now) - startedAt) / 1_000);
  const place = words.attributions.place(best.provider, best.region);
  const marks = [best.provisional ? say.provisional : "", best.uncalibrated ? say.uncalibrated : ""].filter(Boolean);
  return (
    <li className="grid gap-x-3 border-rule border-b py-1 font-cond text-[13px] leading-[18px] desk:grid-cols-[190px_240px_minmax(0,1fr)]">
      <span className="text-ink-2">
        <time dateTime={new Date(startedAt).toISOString()}>{moment(startedAt, now, words, "minute")}</time>
        {" · "}
        {resolvedAt === null ? say.open(span) : say.over(span)}
      </span>
      <a href={words.clouds.at(`/incidents/${id}`)} className="justify-self-start font-medium text-[14px]">
        {words.sentences.subject(service, single ? null : component)}
      </a>
      <span>
        {words.attributions.claim(best.basis, place, best.word, best.score)}
        {marks.length > 0 && <span className="text-ink-3">{` ${marks.join(" · ")}`}</span>}
      </span>
    </li>
  );
}
