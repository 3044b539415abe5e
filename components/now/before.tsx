import type { Words } from "#components/words/words.ts";
import type { PastGroup } from "#domain/publish/now-past.ts";
import { placeText } from "#domain/publish/place.ts";

/** Earlier outages that were attributed to a cloud, newest first. */
export function Before({ groups, words }: { groups: readonly PastGroup[]; words: Words }) {
  if (groups.length === 0) return null;
  const say = words.now.before;
  return (
    <section aria-labelledby="before">
      <h2 id="before" className="sec">
        {say.heading}
      </h2>
      <table className="facts">
        <caption className="sr-only">{say.heading}</caption>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.id} ${group.provider} ${group.region}`}>
              <th scope="row">
                <a href={words.now.at(`/incidents/${group.incident}`)}>{words.shortDate(group.from)}</a>
              </th>
              <td className="text-left">
                {say.outage(placeText(group), words.span((group.to - group.from) / 1_000), group.services)}
                {group.madeUp && <span className="text-ink-3"> ({words.now.log.madeUp})</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
