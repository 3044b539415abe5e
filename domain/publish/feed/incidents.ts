import type { UpdateKind } from "#domain/incident/incident.ts";
import { attributionSentence } from "#domain/publish/attribution.ts";
import { bestAttribution } from "#domain/publish/coinciding.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import {
  type FeedEntry,
  type FeedStep,
  type FeedVoice,
  LONGEST_TEXT,
  type Marker,
  MOST_STEPS,
} from "#domain/publish/feed/entry.ts";
import type { FeedGroup } from "#domain/publish/feed/record.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { groupName } from "#domain/publish/group-name.ts";
import { type Attributions, type IncidentDetail, type StoredUpdate, updateSentence } from "#domain/publish/incident.ts";
import { incidentSentence, nameOf } from "#domain/publish/sentence.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";

/** Retractions that are told one by one. */
const MOST_RETRACTIONS = 5;
const LONGEST_AUTHOR = 80;

export interface IncidentContext {
  readonly attributions: Attributions;
  /** What chains are called. What they do now is no part of what was. */
  readonly chains: Chains;
  readonly voice: FeedVoice;
}

interface Step {
  readonly incident: IncidentView;
  readonly update: StoredUpdate;
  readonly marker: Marker;
}

/** The entry of a group; null when none of its steps is on record. */
export function entryOfGroup(group: FeedGroup, context: IncidentContext): FeedEntry | null {
  const { feeds } = context.voice;
  const steps = stepsOf(group.details);
  const incidents = group.details.map(({ incident }) => incident);
  const [first] = incidents.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  if (steps.length === 0 || first === undefined) return null;
  const told = steps.slice(0, MOST_STEPS).map((step) => tellStep(step, context));
  const known = incidents.reduce((sum, { sequence }) => sum + sequence, 0);
  const earlier = Math.max(0, known - told.length);
  const attribution = bestAttribution(standing(incidents), context.attributions);
  const madeUp = incidents.some((incident) => incident.madeUp);
  const title = titleOf(incidents, context);
  return {
    id: `incident-group/${group.id}`,
    title: madeUp ? feeds.unreal("made_up", title) : title,
    path: `/incidents/${first.id}`,
    lead: [...(madeUp ? [feeds.madeUp] : []), ...retractionsOf(incidents, context)],
    steps: told,
    foot: [
      ...(attribution === null ? [] : [attributionSentence(attribution.record, context.voice.attributions)]),
      ...circumstancesOf(incidents, context),
      ...(group.others === 0 ? [] : [feeds.others(group.others)]),
      ...(earlier === 0 ? [] : [feeds.earlier(earlier)]),
    ],
    source: null,
    publishedAt: Math.min(...incidents.map(({ detectedAt }) => detectedAt)),
    updatedAt: Math.max(attribution?.computedAt ?? 0, ...told.map(({ at }) => at)),
  };
}

function standing(incidents: readonly IncidentView[]): IncidentView[] {
  return incidents.filter(({ retracted }) => retracted === null);
}

function titleOf(incidents: readonly IncidentView[], { chains, voice }: IncidentContext): string {
  const title = groupName(incidents, chains, voice.sentences);
  return standing(incidents).length === 0 ? voice.feeds.takenBack(title) : title;
}

function nameIn(incident: IncidentView, { chains, voice }: IncidentContext): string {
  return nameOf(subjectOfIncident(incident, chains), voice.sentences);
}

function retractionsOf(incidents: readonly IncidentView[], { chains, voice }: IncidentContext): string[] {
  return incidents
    .filter(({ retracted }) => retracted !== null)
    .slice(0, MOST_RETRACTIONS)
    .map((incident) => incidentSentence(subjectOfIncident(incident, chains), incident, voice.sentences));
}

function circumstancesOf(incidents: readonly IncidentView[], { voice: { feeds } }: IncidentContext): string[] {
  const left = standing(incidents);
  return [
    ...(left.length > 0 && !left.some(({ confirmed }) => confirmed) ? [feeds.unconfirmed] : []),
    ...(left.length > 0 && left.every(({ maintenance }) => maintenance !== null) ? [feeds.announced] : []),
  ];
}

/** What a step makes of its incident; null: nothing. */
const OPENS: Readonly<Record<UpdateKind, boolean | null>> = {
  opened: true,
  reopened: true,
  worsened: true,
  improved: true,
  confirmed: true,
  changed: true,
  resolved: false,
  retracted: false,
  joined: null,
  noted: null,
};

/**
 * The steps of all incidents as one course, newest first. `Resolved` is what leaves none of them open: one part that is well
 * again ends no group.
 */
function stepsOf(details: readonly IncidentDetail[]): Step[] {
  const steps = details
    .flatMap(({ incident, updates }) => updates.map((update) => ({ incident, update })))
    .toSorted(
      (a, b) =>
        a.update.knownAt - b.update.knownAt ||
        (a.incident.id < b.incident.id
          ? -1
          : a.incident.id > b.incident.id
            ? 1
            : a.update.sequence - b.update.sequence),
    );
  const open = new Set(details.filter(wasOpenBefore).map(({ incident }) => incident.id));
  const marked = steps.map((step): Step => {
    const before = open.size > 0;
    const opens = OPENS[step.update.kind];
    if (opens === true) open.add(step.incident.id);
    if (opens === false) open.delete(step.incident.id);
    const marker: Marker = open.size === 0 ? "Resolved" : before ? "Update" : "Investigating";
    return { ...step, marker };
  });
  const [newest, ...older] = marked.toReversed();
  return newest === undefined ? [] : [{ ...newest, marker: markerNow(newest, details) }, ...older];
}

/** Of an incident whose first steps are left out: it had been opened before those that are told. */
function wasOpenBefore({ incident, updates: [first] }: IncidentDetail): boolean {
  if (first === undefined) return isOpen(incident);
  return first.sequence > 1 && first.kind !== "reopened" && OPENS[first.kind] !== null;
}

/** The newest says how all of it stands, whatever the history of its steps lacks. */
function markerNow({ marker }: Step, details: readonly IncidentDetail[]): Marker {
  if (!details.some(({ incident }) => isOpen(incident))) return "Resolved";
  return marker === "Resolved" ? "Update" : marker;
}

function tellStep({ incident, update, marker }: Step, context: IncidentContext): FeedStep {
  const { feeds } = context.voice;
  const name = nameIn(incident, context);
  const title = feeds.step(feeds.kinds[update.kind], name);
  return {
    id: `incident/${incident.id}/update/${update.sequence}`,
    at: update.knownAt,
    marker,
    title: incident.madeUp ? feeds.unreal("made_up", title) : title,
    text: textOf(incident, update, context),
    path: `/incidents/${incident.id}`,
  };
}

function textOf(incident: IncidentView, update: StoredUpdate, context: IncidentContext): string {
  const { feeds, sentences } = context.voice;
  if (update.kind === "joined") return feeds.joined(nameIn(incident, context));
  const note = update.kind === "noted" ? foreignText(update.text ?? undefined, LONGEST_TEXT) : null;
  if (note === null) return updateSentence(incident, update, context.chains, sentences);
  return feeds.note(nameIn(incident, context), foreignText(update.author ?? undefined, LONGEST_AUTHOR), note);
}
