import { IncidentLine } from "#components/incident/line.tsx";
import { Section } from "#components/service/section.tsx";
import type { Words } from "#components/words/words.ts";
import type { Chains } from "#domain/publish/component-told.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** No group has more: one for each component that is watched. */
const SHOWN = 200;

/** What else began with it. */
export function Together({
  others,
  chains,
  words,
  now,
}: {
  others: readonly IncidentView[];
  chains: Chains;
  words: Words;
  now: EpochMs;
}) {
  const say = words.incident.together;
  return (
    <Section id="together" heading={say.heading}>
      {others.length === 0 && <p className="text-ink-2">{say.alone}</p>}
      <ol>
        {others.slice(0, SHOWN).map((incident) => (
          <IncidentLine key={incident.id} incident={incident} chains={chains} words={words} now={now} />
        ))}
      </ol>
      {others.length > SHOWN && <p className="text-ink-3">{say.more(others.length - SHOWN)}</p>}
    </Section>
  );
}
