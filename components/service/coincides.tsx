import { Section } from "#components/service/section.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { Reason } from "#domain/attribution/reason.ts";
import type { AttributionRecord, StoredAttribution } from "#domain/attribution/record.ts";
import { MONTH_MIN } from "#domain/attribution/units.ts";
import { attributionSentence, publishReason } from "#domain/publish/attribution.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

/** Why an open incident is said to coincide with a cloud's event: the numbers, and every reason. */
export function Coincides({ attribution, words, now }: { attribution: StoredAttribution; words: Words; now: EpochMs }) {
  const say = words.service.coincides;
  const { record } = attribution;
  const { best, event } = record;
  const heading = best.publishable ? say.headings.attributed : say.headings.coincides;
  return (
    <Section id="coincides" heading={heading}>
      <p className="text-[13.5px]">
        <Sentence text={attributionSentence(record, words.attributions)} />{" "}
        <a href={words.service.at(placePath(best))}>{placeText(best)}</a>
        {words.comma}
        <a href={`/api/v1/cloud-events/${attribution.cloudEvent}`}>{say.event}</a>
        {" · "}
        <time dateTime={new Date(event.t0.at).toISOString()}>{moment(event.t0.at, now, words, "minute")}</time>
      </p>
      <table className="facts values mt-1">
        <caption className="sr-only">{heading}</caption>
        <tbody>
          {numbersOf(record, words).map(({ term, value }) => (
            <tr key={term}>
              <th scope="row">{term}</th>
              <td>{value}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <b>{say.score}</b>
            </th>
            <td>
              <b>{say.scoreOf(best.score, say.words[best.word])}</b>
            </td>
          </tr>
        </tbody>
      </table>
      <details className="mt-2">
        <summary className="inline-block text-[13px] text-link underline underline-offset-2">{say.reasons}</summary>
        <ul className="mt-1 list-disc pl-4 text-[13px] text-ink-2">
          {best.reasons.map((reason) => {
            const { text } = publishReason(reason, record, words.attributions);
            return (
              <li key={text}>
                <Sentence text={text} />
              </li>
            );
          })}
        </ul>
      </details>
    </Section>
  );
}

function numbersOf(record: AttributionRecord, words: Words): { term: string; value: string }[] {
  const say = words.service.coincides;
  const { population, contrast } = record;
  const dependents =
    contrast.dependents.of === 0
      ? "–"
      : say.contrastOf(contrast.dependents.hit, contrast.dependents.of, contrast.others.hit, contrast.others.of);
  return [
    ...record.best.reasons.flatMap((reason) => numberOf(reason, words)),
    { term: say.population, value: say.hit(population.k, population.n, amount(population.mu)) },
    { term: say.contrast, value: dependents },
  ];
}

/** The reasons that are numbers. */
function numberOf(reason: Reason, words: Words): { term: string; value: string }[] {
  const say = words.service.coincides;
  switch (reason.kind) {
    case "timing": {
      const minutes = Math.round(reason.lagMin);
      const lasted = words.span(Math.abs(minutes) * 60);
      return [
        {
          term: say.timing,
          value: minutes === 0 ? say.lag.none : minutes > 0 ? say.lag.after(lasted) : say.lag.before(lasted),
        },
      ];
    }
    case "evidence":
      return [{ term: say.standing, value: say.tiers[reason.tier] }];
    case "base_rate":
      return [
        {
          term: say.own,
          value: say.perMonth(amount(reason.rate.perMinute * MONTH_MIN), reason.rate.basis === "prior"),
        },
      ];
    default:
      return [];
  }
}

/** Two digits that say something. */
function amount(value: number): string {
  if (value === 0) return "0";
  return value < 0.01 ? "<0.01" : String(Number(value.toPrecision(2)));
}
