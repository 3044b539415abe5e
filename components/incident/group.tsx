import { IncidentLine, lastedText } from "#components/incident/line.tsx";
import { SeverityMark } from "#components/incident/severity.tsx";
import { Moment } from "#components/incident/time.tsx";
import { WatchAgain } from "#components/incident/watch-again.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import type { Words } from "#components/words/words.ts";
import type { StoredAttribution } from "#domain/attribution/record.ts";
import { SEVERITIES } from "#domain/incident/incident.ts";
import { attributionSentence } from "#domain/publish/attribution.ts";
import { bestAttribution } from "#domain/publish/coinciding.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import type { IncidentGroupView } from "#domain/publish/group-query.ts";
import type { Attributions } from "#domain/publish/incident.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import { incidentSentence } from "#domain/publish/sentence.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** Incidents of a group that are listed; all of them stand on the page of any. */
const SHOWN = 12;

interface Props {
  readonly group: IncidentGroupView;
  readonly attributions: Attributions;
  readonly chains: Chains;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One entry of the list: an incident, or those that began together. */
export function Group({ group, attributions, chains, words, now }: Props) {
  const { incidents } = group;
  const [first] = incidents;
  if (first === undefined) return null;
  const began = Math.min(...incidents.map(({ startedAt }) => startedAt));
  const worst = incidents.reduce((a, b) => (SEVERITIES.indexOf(b.severity) > SEVERITIES.indexOf(a.severity) ? b : a));
  const open = incidents.filter(isOpen).length;
  return (
    <article
      id={`group-${group.id}`}
      className="grid gap-x-6 gap-y-1 border-rule border-t py-3 desk:grid-cols-[172px_minmax(0,1fr)]"
    >
      <p className="flex flex-wrap gap-x-3 font-cond text-[13px] leading-5 desk:block">
        <span className="block">
          <Moment at={began} words={words} now={now} />
        </span>
        <SeverityMark severity={worst.severity} words={words} />
        {open > 0 && <span className="block text-ink-3">{words.incident.list.ongoing}</span>}
      </p>
      <div className="min-w-0">
        {incidents.length === 1 ? (
          <Single incident={first} chains={chains} words={words} now={now} />
        ) : (
          <Several incidents={incidents} chains={chains} words={words} now={now} />
        )}
        <Coincidence attribution={bestAttribution(incidents, attributions)} words={words} />
        <WatchAgain group={group.id} incidents={incidents} words={words} />
      </div>
    </article>
  );
}

function Single({ incident, chains, words, now }: Omit<Props, "group" | "attributions"> & { incident: IncidentView }) {
  const notes = [
    lastedText(incident, words, now),
    incident.confirmed ? words.incidents.confirmed(incident.vantages.length) : words.incidents.unconfirmed,
    incident.retracted === null ? "" : words.incident.list.retracted,
    incident.maintenance === null ? "" : words.incidents.announced,
    incident.madeUp ? words.incidents.madeUp : "",
  ].filter(Boolean);
  return (
    <>
      <h2 className="font-normal font-sans text-[14.5px] leading-snug">
        <a href={words.service.at(`/incidents/${incident.id}`)}>
          <Sentence text={incidentSentence(subjectOfIncident(incident, chains), incident, words.sentences)} />
        </a>
      </h2>
      <p className="font-cond text-[12.5px] text-ink-3">{notes.join(" · ")}</p>
    </>
  );
}

function Several({
  incidents,
  chains,
  words,
  now,
}: Omit<Props, "group" | "attributions"> & { incidents: readonly IncidentView[] }) {
  const services = new Set(incidents.map(({ about }) => about.serviceSlug)).size;
  const madeUp = incidents.some((incident) => incident.madeUp);
  return (
    <>
      <h2 className="text-[16px] leading-snug">
        {words.incident.list.group(incidents.length, services)}
        {madeUp && <span className="font-cond font-normal text-[12.5px] text-ink-3"> · {words.incidents.madeUp}</span>}
      </h2>
      <ol className="mt-1">
        {incidents.slice(0, SHOWN).map((incident) => (
          <IncidentLine key={incident.id} incident={incident} chains={chains} words={words} now={now} />
        ))}
      </ol>
      {incidents.length > SHOWN && incidents[0] !== undefined && (
        <p className="font-cond text-[13px]">
          <a href={`${words.service.at(`/incidents/${incidents[0].id}`)}#together`}>
            {words.incident.list.more(incidents.length - SHOWN)}
          </a>
        </p>
      )}
    </>
  );
}

function Coincidence({ attribution, words }: { attribution: StoredAttribution | null; words: Words }) {
  if (attribution === null) return null;
  const { record } = attribution;
  return (
    <p className="mt-1 text-[13.5px] text-cloud">
      <Sentence text={attributionSentence(record, words.attributions)} />{" "}
      <a href={words.service.at(placePath(record.best))}>{placeText(record.best)}</a>
    </p>
  );
}
