import { Evidence } from "#components/incident/evidence.tsx";
import { incidentHeadline } from "#components/incident/headline.ts";
import { History } from "#components/incident/history.tsx";
import { lastedText } from "#components/incident/line.tsx";
import { SaidOf } from "#components/incident/said.tsx";
import { SeverityMark } from "#components/incident/severity.tsx";
import { Moment } from "#components/incident/time.tsx";
import { Times } from "#components/incident/times.tsx";
import { Together } from "#components/incident/together.tsx";
import { WatchAgain } from "#components/incident/watch-again.tsx";
import { Coincides } from "#components/service/coincides.tsx";
import { Notices } from "#components/service/notices.tsx";
import { Section } from "#components/service/section.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { StoredAttribution } from "#domain/attribution/record.ts";
import { chainsOf, subjectOfIncident } from "#domain/publish/component-told.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import type { IncidentDetail } from "#domain/publish/incident.ts";
import { placeText } from "#domain/publish/place.ts";
import { incidentSentence } from "#domain/publish/sentence.ts";
import type { SeenNotice } from "#domain/publish/service-past.ts";
import type { SaidRow } from "#domain/said/record.ts";
import type { IncidentView, Overview } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** A reason is longer than a sentence of ours gives room to. */
const LONGEST_REASON = 2_000;

export interface IncidentPageProps {
  readonly detail: IncidentDetail;
  readonly overview: Overview;
  readonly attribution: StoredAttribution | null;
  /** Others of its group. */
  readonly others: readonly IncidentView[];
  /** What its vendor said of it; null when that is not known. */
  readonly said: SaidRow | null;
  /** What its vendor said at the time. */
  readonly notices: readonly SeenNotice[];
  readonly words: Words;
  readonly now: EpochMs;
}

/** One incident: what, when, how it is known, with what it coincides, what was said of it, and what began with it. */
export function IncidentPage(props: IncidentPageProps) {
  const { detail, overview, attribution, others, said, notices, words, now } = props;
  const { incident } = detail;
  const chains = chainsOf(overview, now);
  const { service } = incident.about;
  return (
    <>
      <DateLine incident={incident} readAt={overview.readAt} words={words} now={now} />
      <div className="grid items-end gap-x-12 gap-y-5 pt-3 pb-[18px] min-[901px]:grid-cols-[minmax(0,1fr)_300px]">
        <div>
          <h1>
            <Sentence text={incidentHeadline(incident, chains, words, now)} now={now} />
          </h1>
          <p className="mt-3 max-w-[64ch] text-[14.5px] text-ink-2">
            <Sentence text={incidentSentence(subjectOfIncident(incident, chains), incident, words.sentences)} />
          </p>
        </div>
        <Summary incident={incident} words={words} now={now} />
      </div>
      <div className="grid gap-x-14 border-ink border-t-2 wide:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="min-w-0">
          <WatchAgain group={incident.group} incidents={[incident, ...others]} words={words} />
          <Retraction incident={incident} words={words} now={now} />
          <Times incident={incident} words={words} now={now} />
          <History detail={detail} chains={chains} words={words} now={now} />
        </div>
        <div className="min-w-0">
          <Cloud attribution={attribution} words={words} now={now} />
          {said !== null && <SaidOf row={said} name={service} words={words} now={now} />}
          {notices.length > 0 && <Notices name={service} notices={notices} words={words} now={now} />}
          <Evidence incident={incident} words={words} />
        </div>
      </div>
      <Together others={others} chains={chains} words={words} now={now} />
      <p className="mt-6 border-ink border-t pt-2 text-[13.5px]">
        <a href={`/api/v1/incidents/${incident.id}`}>{words.incident.json}</a>
      </p>
    </>
  );
}

function DateLine({
  incident,
  readAt,
  words,
  now,
}: {
  incident: IncidentView;
  readAt: EpochMs;
  words: Words;
  now: EpochMs;
}) {
  const { serviceSlug, service } = incident.about;
  return (
    <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
      <a href={words.service.at("/incidents")}>{words.incident.nav}</a>
      <a href={words.service.at(`/services/${serviceSlug}`)}>{service}</a>
      <time dateTime={new Date(readAt).toISOString()}>{words.asOf(moment(readAt, now, words))}</time>
    </p>
  );
}

function Summary({ incident, words, now }: { incident: IncidentView; words: Words; now: EpochMs }) {
  const say = words.incident.summary;
  const { severity, vantages, usable, confirmed } = incident;
  return (
    <table className="facts">
      <caption className="sr-only">{say.caption}</caption>
      <tbody>
        <tr>
          <th scope="row">{say.severity}</th>
          <td>
            <SeverityMark severity={severity} words={words} />
          </td>
        </tr>
        <tr>
          <th scope="row">{say.lasted}</th>
          <td>{lastedText(incident, words, now)}</td>
        </tr>
        <tr>
          <th scope="row">{say.seen}</th>
          <td>
            {say.places(vantages.length, Math.max(vantages.length, usable))}
            {words.comma}
            {confirmed ? say.confirmed : say.unconfirmed}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Who took it back, when and why: the whole reason, where the headline has room for a part. */
function Retraction({ incident: { retracted }, words, now }: { incident: IncidentView; words: Words; now: EpochMs }) {
  if (retracted === null) return null;
  return (
    <Section id="retraction" heading={words.incident.notes.heading}>
      <p className="max-w-[64ch] whitespace-pre-line break-words">{foreignText(retracted.reason, LONGEST_REASON)}</p>
      <p className="font-cond text-[12.5px] text-ink-3">
        {words.incident.history.by(foreignText(retracted.author, 80) ?? "–")}
        {" · "}
        <Moment at={retracted.at} words={words} now={now} />
      </p>
    </Section>
  );
}

/** With which cloud event it coincides and why; that it does with none; and what came second. */
function Cloud({ attribution, words, now }: { attribution: StoredAttribution | null; words: Words; now: EpochMs }) {
  const say = words.incident.coincides;
  if (attribution === null || attribution.record.best.word === "not_attributed") {
    return (
      <Section id="coincides" heading={say.heading}>
        <p className="text-ink-2">{say.none}</p>
      </Section>
    );
  }
  const { runnerUp } = attribution.record;
  return (
    <>
      <Coincides attribution={attribution} words={words} now={now} />
      {runnerUp !== null && (
        <p className="mt-1 text-[13px] text-ink-2">
          {say.runnerUp(placeText(runnerUp), runnerUp.score, words.service.coincides.words[runnerUp.word])}
        </p>
      )}
    </>
  );
}
