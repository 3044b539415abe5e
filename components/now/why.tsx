import type { Words } from "#components/words/words.ts";
import { chanceSentence } from "#domain/publish/attribution.ts";
import { providerName } from "#domain/publish/cloud.ts";
import type { Coinciding } from "#domain/publish/coinciding.ts";
import { placeText } from "#domain/publish/place.ts";

/** Why the sentence says that it coincides: those that stand there against all others. */
export function Why({ coinciding, words }: { coinciding: Coinciding; words: Words }) {
  const { record } = coinciding;
  const { dependents, others } = record.contrast;
  const say = words.now.why;
  const rows = [
    { name: say.dependents(placeText(coinciding)), ...dependents },
    { name: say.others, ...others },
  ];
  return (
    <section aria-labelledby="why">
      <h2 id="why" className="sec">
        {say.heading}
      </h2>
      <p className="max-w-[62ch]">{chanceSentence(record, words.attributions)}</p>
      <table className="facts mt-1">
        <caption className="sr-only">{say.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say.services}</th>
            <th scope="col" className="text-right">
              {say.hit}
            </th>
            <th scope="col">{say.share}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, hit, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="text-right">{say.of(hit, of)}</td>
              <td>{of === 0 ? "–" : `${Math.round((100 * hit) / of)}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-[13px] text-ink-2">
        {record.best.provisional && `${say.provisional(providerName(coinciding.provider))}${words.sentenceGap}`}
        <a href={words.now.at("/methodology")}>{say.scored}</a>
      </p>
    </section>
  );
}
