import { Section } from "#components/service/section.tsx";
import { GLYPH_TEXT, Glyph, type GlyphName } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { Severity } from "#domain/incident/incident.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { incidentSentence } from "#domain/publish/sentence.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** The newest; all of them stand on the page of incidents. */
const SHOWN = 10;

const GLYPHS: Record<Severity, GlyphName> = { minor: "degraded", major: "partial", critical: "major" };

/** What happened to a service, open ones first, then the newest. */
export function ServiceIncidents({
  slug,
  incidents,
  chains,
  words,
  now,
}: {
  slug: string;
  incidents: readonly IncidentView[];
  chains: Chains;
  words: Words;
  now: EpochMs;
}) {
  const say = words.service.incidents;
  return (
    <Section id="incidents" heading={say.heading}>
      {incidents.length === 0 ? (
        <p className="text-ink-2">{say.none}</p>
      ) : (
        <ol>
          {incidents.slice(0, SHOWN).map((incident) => (
            <Incident key={incident.id} incident={incident} chains={chains} words={words} now={now} />
          ))}
        </ol>
      )}
      {incidents.length > 0 && (
        <p className="mt-2 text-[13px]">
          <a href={words.service.at(`/incidents?service=${slug}`)}>{say.all}</a>
        </p>
      )}
    </Section>
  );
}

function Incident({
  incident,
  chains,
  words,
  now,
}: {
  incident: IncidentView;
  chains: Chains;
  words: Words;
  now: EpochMs;
}) {
  const say = words.service.incidents;
  const glyph = GLYPHS[incident.severity];
  const notes = [
    isOpen(incident) ? say.open : "",
    incident.retracted === null ? "" : say.retracted,
    incident.madeUp ? words.incidents.madeUp : "",
  ].filter(Boolean);
  return (
    <li
      id={`incident-${incident.id}`}
      className="grid items-start grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-rule border-t py-1.5 first:border-t-0 desk:grid-cols-[112px_116px_minmax(0,1fr)]"
    >
      <a
        href={words.service.at(`/incidents/${incident.id}`)}
        className="justify-self-start whitespace-nowrap font-cond text-[13px] leading-5"
      >
        <time dateTime={new Date(incident.startedAt).toISOString()}>{shortMoment(incident.startedAt, now, words)}</time>
      </a>
      <span className={`flex items-center gap-1.5 font-cond font-semibold text-[13px] leading-5 ${GLYPH_TEXT[glyph]}`}>
        <Glyph name={glyph} />
        {words.incidents.severities[incident.severity]}
      </span>
      <p className="col-span-2 text-[13.5px] leading-5 desk:col-span-1">
        <Sentence text={incidentSentence(subjectOfIncident(incident, chains), incident, words.sentences)} />{" "}
        <span className="font-cond text-[12.5px] text-ink-3">{notes.join(" · ")}</span>
      </p>
    </li>
  );
}

/** A moment that fits a narrow column: the year stands in its page. */
function shortMoment(at: EpochMs, now: EpochMs, words: Words): string {
  const today = moment(at, now, words, "minute");
  const clock = new Date(at).toISOString().slice(11, 16);
  return today.startsWith(clock) ? today : `${words.service.dayMonth(at)} ${clock}`;
}
