import type { StoredAttribution } from "#domain/attribution/record.ts";
import { endedUnseen, type IncidentUpdate } from "#domain/incident/incident.ts";
import { publishAttribution } from "#domain/publish/attribution.ts";
import { type Chains, subjectOfIncident } from "#domain/publish/component-told.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import { encodeCursor, type IncidentPage, type IncidentState } from "#domain/publish/incident-query.ts";
import { publishMaintenance } from "#domain/publish/maintenance.ts";
import { incidentSentence } from "#domain/publish/sentence.ts";
import type { SentenceWords } from "#domain/publish/sentence-words.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";

/** A step of an incident's history as it is stored. */
export interface StoredUpdate extends IncidentUpdate {
  /** Of a note or a retraction: who says what. */
  readonly author: string | null;
  readonly text: string | null;
}

export interface IncidentDetail {
  readonly incident: IncidentView;
  /** Oldest first. */
  readonly updates: readonly StoredUpdate[];
}

/** With which cloud events incidents coincide, by the incident's id. */
export type Attributions = ReadonlyMap<string, StoredAttribution>;

const NO_ATTRIBUTIONS: Attributions = new Map();

/** An incident as `/api/v1/incidents` shows it. One that was taken back is not open, whatever goes on. */
export function publishIncident(incident: IncidentView, chains: Chains, attributions: Attributions = NO_ATTRIBUTIONS) {
  const attribution = attributions.get(incident.id);
  const { about, retracted } = incident;
  return {
    id: incident.id,
    group: incident.group,
    service: about.serviceSlug,
    component: about.componentSlug,
    state: (isOpen(incident) ? "open" : "resolved") satisfies IncidentState,
    confirmed: incident.confirmed,
    severity: incident.severity,
    started_at: rfc3339(incident.startedAt),
    onset: { last_good: rfc3339OrNull(incident.lastGood), first_bad: rfc3339(incident.startedAt) },
    detected_at: rfc3339(incident.detectedAt),
    resolved_at: rfc3339OrNull(incident.resolvedAt),
    end:
      incident.resolvedAt === null
        ? null
        : {
            last_bad: rfc3339OrNull(incident.lastBad),
            first_good: endedUnseen(incident) ? null : rfc3339(incident.resolvedAt),
          },
    maintenance: publishMaintenance(incident.maintenance),
    retracted: retracted !== null,
    retraction:
      retracted === null ? null : { at: rfc3339(retracted.at), author: retracted.author, reason: retracted.reason },
    vantages: incident.vantages,
    failure_types: incident.failureTypes,
    sentence: incidentSentence(subjectOfIncident(incident, chains), incident),
    attribution: attribution === undefined ? null : publishAttribution(attribution.record),
    ...(incident.madeUp ? { made_up: true as const } : {}),
  };
}

export function publishIncidents({ incidents, next }: IncidentPage, chains: Chains, attributions?: Attributions) {
  return {
    data: incidents.map((incident) => publishIncident(incident, chains, attributions)),
    next_cursor: next === null ? null : encodeCursor(next),
  };
}

/** One incident with its history, as `/api/v1/incidents/{id}` shows it. */
export function publishIncidentDetail(
  { incident, updates }: IncidentDetail,
  chains: Chains,
  attributions?: Attributions,
) {
  return {
    data: {
      ...publishIncident(incident, chains, attributions),
      updates: updates.map((update) => ({
        sequence: update.sequence,
        kind: update.kind,
        known_at: rfc3339(update.knownAt),
        effective_at: rfc3339(update.effectiveAt),
        verdict: update.verdict,
        severity: update.severity,
        sentence: updateSentence(incident, update, chains),
        author: update.author,
        text: update.text,
      })),
    },
  };
}

/**
 * What was to be said at a step. From where it was seen is left out: of that only the sum over the whole incident is kept.
 * An end tells what is over, a retraction what is taken back.
 */
export function updateSentence(
  incident: IncidentView,
  update: StoredUpdate,
  chains: Chains,
  words?: SentenceWords,
): string {
  const isEnd = update.verdict === "up" || update.verdict === "unknown";
  const then: IncidentView = {
    ...incident,
    finding: isEnd ? incident.finding : update.finding,
    verdict: update.verdict,
    vantages: [],
    resolvedAt: isEnd ? update.effectiveAt : null,
    retracted: update.kind === "retracted" ? incident.retracted : null,
  };
  return incidentSentence(subjectOfIncident(then, chains), then, words);
}
