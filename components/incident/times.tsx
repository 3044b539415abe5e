import type { ReactNode } from "react";
import { Moment } from "#components/incident/time.tsx";
import { Section } from "#components/service/section.tsx";
import type { Words } from "#components/words/words.ts";
import { endedUnseen } from "#domain/incident/incident.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly incident: IncidentView;
  readonly words: Words;
  readonly now: EpochMs;
}

/** The two instants that its true beginning lies between, and those of its end. */
export function Times({ incident, words, now }: Props) {
  const say = words.incident.times;
  const { lastGood, startedAt, detectedAt, lastBad, resolvedAt } = incident;
  const at = (instant: EpochMs | null, without: string = say.unknown) =>
    instant === null ? without : <Moment at={instant} words={words} now={now} />;
  const apart = (from: EpochMs | null, to: EpochMs | null, tell: (duration: string) => string) =>
    from === null || to === null ? "" : tell(words.span(Math.max(0, to - from) / 1_000));
  const rows: { term: string; value: ReactNode; note: string }[] = [
    { term: say.lastGood, value: at(lastGood), note: apart(lastGood, startedAt, say.between) },
    { term: say.firstBad, value: at(startedAt), note: "" },
    { term: say.detected, value: at(detectedAt), note: apart(startedAt, detectedAt, say.after) },
  ];
  if (endedUnseen(incident)) rows.push({ term: say.watchedTo, value: at(resolvedAt), note: "" });
  else if (resolvedAt === null) rows.push({ term: say.firstGood, value: say.ongoing, note: "" });
  else {
    rows.push(
      { term: say.lastBad, value: at(lastBad), note: apart(lastBad, resolvedAt, say.between) },
      { term: say.firstGood, value: at(resolvedAt), note: "" },
    );
  }
  return (
    <Section id="times" heading={say.heading}>
      <table className="facts">
        <caption className="sr-only">{say.heading}</caption>
        <tbody>
          {rows.map(({ term, value, note }) => (
            <tr key={term}>
              <th scope="row">{term}</th>
              <td>{value}</td>
              <td className="text-ink-3">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 max-w-[62ch] text-[13px] text-ink-2">{say.note}</p>
    </Section>
  );
}
