import { Moment } from "#components/incident/time.tsx";
import { delayText, silence } from "#components/service/said.tsx";
import { Section } from "#components/service/section.tsx";
import type { Words } from "#components/words/words.ts";
import type { SaidRow } from "#domain/said/record.ts";
import type { EpochMs } from "#domain/time.ts";

/** When we saw one incident begin, and when its vendor said so. */
export function SaidOf({ row, name, words, now }: { row: SaidRow; name: string; words: Words; now: EpochMs }) {
  const say = words.incident.said;
  const { outage, acknowledgement } = row;
  const { said, state, censoredMs } = acknowledgement;
  return (
    <Section id="said" heading={say.heading}>
      <table className="facts">
        <caption className="sr-only">{say.heading}</caption>
        <tbody>
          <tr>
            <th scope="row">{say.saw}</th>
            <td>
              <Moment at={outage.onset} words={words} now={now} />
            </td>
          </tr>
          <tr>
            <th scope="row">{say.said(name)}</th>
            <td>
              {said === null ? (
                words.service.said.states[state]
              ) : (
                <Moment at={outage.onset + said.ms} words={words} now={now} />
              )}
            </td>
          </tr>
          <tr>
            <th scope="row">{say.delay}</th>
            <td>{said === null ? silence(state, censoredMs, words) : delayText(said, words)}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}
