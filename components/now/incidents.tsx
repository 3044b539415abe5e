import { GLYPH_TEXT, Glyph, type GlyphName } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { Severity } from "#domain/incident/incident.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { incidentSentence } from "#domain/publish/sentence.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

const GLYPHS: Record<Severity, GlyphName> = { minor: "degraded", major: "partial", critical: "major" };

interface Props {
  readonly incidents: readonly IncidentView[];
  readonly chains: Chains;
  readonly words: Words;
  readonly now: EpochMs;
}

/** The open incidents, those that began together as one. */
export function Incidents({ incidents, ...context }: Props) {
  if (incidents.length === 0) return null;
  const groups = [...new Set(incidents.map(({ group }) => group))];
  return (
    <section aria-labelledby="incidents" className="mb-8">
      <h2 id="incidents" className="mb-1 border-ink border-t-2 pt-2">
        {context.words.incidents.heading}
      </h2>
      {groups.map((group) => (
        <Group key={group} incidents={incidents.filter((incident) => incident.group === group)} {...context} />
      ))}
    </section>
  );
}

function Group({ incidents, ...context }: Props) {
  const { words, now } = context;
  const began = Math.min(...incidents.map(({ startedAt }) => startedAt));
  return (
    <div className="incident-group">
      {incidents.length > 1 && (
        <h3 className="pt-2 font-cond font-medium text-[12.5px] text-ink-3 leading-[18px]">
          {words.incidents.group(incidents.length, moment(began, now, words, "minute"))}
        </h3>
      )}
      {incidents.map((incident) => (
        <Incident key={incident.id} incident={incident} {...context} />
      ))}
    </div>
  );
}

function Incident({ incident, chains, words, now }: Omit<Props, "incidents"> & { incident: IncidentView }) {
  const glyph = GLYPHS[incident.severity];
  const places = incident.vantages.length;
  const notes = [
    incident.confirmed ? words.incidents.confirmed(places) : words.incidents.unconfirmed,
    incident.failureTypes.join(", "),
    incident.madeUp ? words.incidents.madeUp : "",
  ].filter(Boolean);
  return (
    <article className="incident" aria-label={incident.about.service}>
      <p className="incident-when">
        <time dateTime={new Date(incident.startedAt).toISOString()}>
          {moment(incident.startedAt, now, words, "minute")}
        </time>
        <span className="block text-ink-3">
          {words.incidents.lasting(words.duration(Math.max(0, now - incident.startedAt) / 1_000))}
        </span>
      </p>
      <p className={`incident-severity self-start ${GLYPH_TEXT[glyph]}`}>
        <Glyph name={glyph} />
        {words.incidents.severities[incident.severity]}
      </p>
      <div className="incident-told">
        <p>
          <Sentence text={incidentSentence(subjectOfIncident(incident, chains), incident)} />
        </p>
        <p className="incident-note">
          {notes.join(" · ")} · <a href={`/api/v1/incidents/${incident.id}`}>{words.incidents.record}</a>
        </p>
      </div>
    </article>
  );
}
