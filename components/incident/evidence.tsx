import { Section } from "#components/service/section.tsx";
import type { Words } from "#components/words/words.ts";
import type { IncidentView } from "#domain/status/overview.ts";

/** From where it was seen, what came back, and by which rules that was judged. */
export function Evidence({ incident, words }: { incident: IncidentView; words: Words }) {
  const say = words.incident.evidence;
  const { vantages, failureTypes, phase, ruleVersion, maintenance, madeUp } = incident;
  return (
    <Section id="evidence" heading={say.heading}>
      <table className="facts">
        <caption className="sr-only">{say.heading}</caption>
        <tbody>
          <tr>
            <th scope="row">{say.vantages}</th>
            <td>{vantages.length === 0 ? "–" : vantages.join(words.comma)}</td>
          </tr>
          <tr>
            <th scope="row">{say.failures}</th>
            <td>
              {failureTypes.length === 0 ? (
                "–"
              ) : (
                <code className="font-mono text-[12.5px]">{failureTypes.join(" ")}</code>
              )}
            </td>
          </tr>
          {phase !== null && (
            <tr>
              <th scope="row">{say.phase}</th>
              <td>{say.phases[phase]}</td>
            </tr>
          )}
          <tr>
            <th scope="row">{say.rules}</th>
            <td>{say.version(ruleVersion)}</td>
          </tr>
        </tbody>
      </table>
      {maintenance !== null && <p className="mt-2 text-[13px] text-ink-2">{say.maintenance}</p>}
      {madeUp && <p className="mt-2 text-[13px] text-ink-2">{say.madeUp}</p>}
    </Section>
  );
}
