import { SeverityMark } from "#components/incident/severity.tsx";
import { Moment } from "#components/incident/time.tsx";
import type { Words } from "#components/words/words.ts";
import { endedUnseen } from "#domain/incident/incident.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { nameOf } from "#domain/publish/sentence.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** How long an incident has lasted, or that nobody saw its end. */
export function lastedText(incident: IncidentView, words: Words, now: EpochMs): string {
  const say = words.incident.list;
  if (endedUnseen(incident)) return words.incident.times.unknown;
  return say.lasted(words.span(Math.max(0, (incident.resolvedAt ?? now) - incident.startedAt) / 1_000));
}

interface Props {
  readonly incident: IncidentView;
  readonly chains: Chains;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One incident among others, on one line: who, how bad, since when and for how long. */
export function IncidentLine({ incident, chains, words, now }: Props) {
  const say = words.incident.list;
  const notes = [
    lastedText(incident, words, now),
    isOpen(incident) ? say.ongoing : "",
    incident.retracted === null ? "" : say.retracted,
  ].filter(Boolean);
  return (
    <li
      id={`incident-${incident.id}`}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-rule border-t py-1 font-cond text-[13px] leading-5 first:border-t-0 min-[960px]:grid-cols-[minmax(0,1fr)_120px_150px_170px]"
    >
      <a href={words.service.at(`/incidents/${incident.id}`)} className="truncate text-[14px]">
        {nameOf(subjectOfIncident(incident, chains), words.sentences)}
      </a>
      <SeverityMark severity={incident.severity} words={words} />
      <span className="text-ink-2">
        <Moment at={incident.startedAt} words={words} now={now} />
      </span>
      <span className="text-right text-ink-3 min-[960px]:text-left">{notes.join(" · ")}</span>
    </li>
  );
}
