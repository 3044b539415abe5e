import type { AttributionRecord, StoredAttribution } from "#domain/attribution/record.ts";
import { stableId } from "#domain/incident/identity.ts";
import { endedUnseen, SEVERITIES, type Severity } from "#domain/incident/incident.ts";
import { attributionSentence } from "#domain/publish/attribution.ts";
import { NO_CHAINS, subjectOfIncident } from "#domain/publish/component-told.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { groupName } from "#domain/publish/group-name.ts";
import { type IncidentDetail, type StoredUpdate, updateSentence } from "#domain/publish/incident.ts";
import { incidentSentence, nameOf } from "#domain/publish/sentence.ts";
import { concerns, wantsIncident } from "#domain/publish/webhook/filter.ts";
import type {
  GroupMessage,
  IncidentStage,
  ToldGroup,
  ToldIncident,
  ToldUpdate,
} from "#domain/publish/webhook/message.ts";
import type { Wanted } from "#domain/publish/webhook/subscription.ts";
import { type WebhookWords, webhookWords } from "#domain/publish/webhook/words.ts";
import { statusOf } from "#domain/status/algebra.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** Parts that are told of one by one, and steps: a message stays below what receivers take. */
const MOST_INCIDENTS = 12;
const MOST_UPDATES = 10;
const LONGEST_NOTE = 500;

/** A step that is to be told: of an incident's own history, or of what it coincides with. */
export interface GroupNews {
  readonly incident: string;
  readonly at: EpochMs;
  /** Number of the step; null when its attribution is what is new. */
  readonly sequence: number | null;
  /** What is new of its attribution; null when it has none any more. */
  readonly attribution: AttributionRecord | null;
  /** The past was judged again: that begins nothing. */
  readonly correction: boolean;
}

/** A group as it stands, and what is to be told of it. */
export interface GroupNow {
  readonly id: string;
  /** All of its incidents, as they began; none when they are counted to another group now. */
  readonly details: readonly IncidentDetail[];
  readonly attributions: ReadonlyMap<string, StoredAttribution>;
  /** Oldest first. */
  readonly news: readonly GroupNews[];
  /** Where its incidents are counted to now, when it has none. */
  readonly movedTo: string | null;
}

/**
 * What a subscriber is told of a group's news, or null when it is none of theirs. Who was told of a group is told of all of it
 * that they watch until it is over, however the filter's severity, confirmation and cloud look at it later.
 * @param before the newest message that this subscriber was sent of this group
 */
export function tellGroup(
  group: GroupNow,
  { filter, language }: Wanted,
  before: ToldGroup | null,
): GroupMessage | null {
  const at = Math.max(...group.news.map((one) => one.at));
  const mine = group.details.filter(({ incident }) => {
    if (before !== null) return concerns(filter, incident);
    return wantsIncident(filter, incident, providerOf(group, incident));
  });
  if (mine.length === 0) return before === null ? null : tellMerged(group, before, { at, language });
  // One that left the group is news to who was told of it there.
  const ids = new Set([...mine.map(({ incident }) => incident.id), ...(before?.incidents ?? []).map(({ id }) => id)]);
  const news = group.news.filter((one) => ids.has(one.incident) && (before !== null || !one.correction));
  if (news.length === 0) return null;
  const told = summary({ ...group, details: mine, news }, webhookWords(language), at);
  if (told.resolvedAt === null) {
    return { type: before === null ? "incident.created" : "incident.updated", at, language, group: told };
  }
  // Nobody is told of the end of what they never heard of, unless its beginning is news as well.
  if (before === null && !news.some(({ sequence }) => sequence === 1)) return null;
  const type = before === null || before.resolvedAt === null ? "incident.resolved" : "incident.updated";
  return { type, at, language, group: told };
}

function tellMerged(
  { id, movedTo }: GroupNow,
  before: ToldGroup,
  { at, language }: Pick<GroupMessage, "at" | "language">,
): GroupMessage | null {
  if (before.mergedInto !== null || movedTo === null) return null;
  const body = webhookWords(language).merged(movedTo);
  const update: ToldUpdate = { id: stableId(id, "merged", movedTo), incident: id, stage: "resolved", at, body };
  const incidents = before.incidents.map((one) => ({ ...one, status: null }));
  return {
    type: "incident.resolved",
    at,
    language,
    group: {
      ...before,
      stage: "resolved",
      resolvedAt: before.resolvedAt ?? at,
      updatedAt: at,
      incidents,
      updates: [update, ...before.updates].slice(0, MOST_UPDATES),
      mergedInto: movedTo,
    },
  };
}

function providerOf({ attributions }: GroupNow, { id }: IncidentView): string | null {
  const best = attributions.get(id)?.record.best;
  return best === undefined || best.word === "not_attributed" ? null : best.provider;
}

function worst(severities: readonly Severity[]): Severity {
  return severities.reduce(
    (one, other) => (SEVERITIES.indexOf(other) > SEVERITIES.indexOf(one) ? other : one),
    "minor",
  );
}

function summary(group: GroupNow, words: WebhookWords, at: EpochMs): ToldGroup {
  const views = group.details.map(({ incident }) => incident);
  const open = views.filter(isOpen);
  const standing = views.filter(({ retracted }) => retracted === null);
  // What was taken back is named only where there is nothing else.
  const about = standing.length > 0 ? standing : views;
  const sorted = [...open, ...views.filter((one) => !isOpen(one))];
  const ends = views.map(({ resolvedAt, retracted }) => resolvedAt ?? retracted?.at ?? at);
  const attribution = strongest(group, views, words);
  const stage: IncidentStage = open.length === 0 ? "resolved" : stageOf(attribution);
  return {
    id: group.id,
    name: groupName(views, NO_CHAINS, words.sentences),
    stage,
    severity: worst(about.map((one) => one.severity)),
    confirmed: about.some(({ confirmed }) => confirmed),
    retracted: standing.length === 0,
    startedAt: Math.min(...about.map(({ startedAt }) => startedAt)),
    detectedAt: Math.min(...about.map(({ detectedAt }) => detectedAt)),
    resolvedAt: open.length === 0 ? Math.max(...ends) : null,
    updatedAt: at,
    incidents: sorted.slice(0, MOST_INCIDENTS).map((one) => toldIncident(one, words)),
    more: Math.max(0, sorted.length - MOST_INCIDENTS),
    updates: updatesOf(group, words, stage).slice(0, MOST_UPDATES),
    attribution,
    mergedInto: null,
  };
}

function toldIncident(incident: IncidentView, words: WebhookWords): ToldIncident {
  const { about, verdict, retracted } = incident;
  const subject = subjectOfIncident(incident, NO_CHAINS);
  const status = statusOf(verdict);
  return {
    id: incident.id,
    service: about.serviceSlug,
    component: about.componentSlug,
    name: nameOf(subject, words.sentences),
    status: status === "unknown" || retracted !== null || endedUnseen(incident) ? null : status,
    severity: incident.severity,
    confirmed: incident.confirmed,
    startedAt: incident.startedAt,
    detectedAt: incident.detectedAt,
    resolvedAt: incident.resolvedAt,
    retracted: retracted !== null,
    sentence: incidentSentence(subject, incident, words.sentences),
  };
}

/** Steps of all its incidents and what is new of attributions, newest first. */
function updatesOf({ details, news }: GroupNow, words: WebhookWords, stage: IncidentStage): ToldUpdate[] {
  const steps = details.flatMap(({ incident, updates }) =>
    updates.map(
      (update): ToldUpdate => ({
        id: stableId(incident.id, update.sequence),
        incident: incident.id,
        stage: update.verdict === "up" || update.kind === "retracted" ? "resolved" : "investigating",
        at: update.knownAt,
        body: stepText(incident, update, words),
      }),
    ),
  );
  const linked = news.flatMap(({ incident, at, sequence, attribution }): ToldUpdate[] => {
    if (sequence !== null) return [];
    const body = attribution === null ? words.unattributed : attributionSentence(attribution, words.attribution);
    return [
      {
        id: stableId(incident, "attribution", at),
        incident,
        stage: stage === "resolved" ? stage : "identified",
        at,
        body,
      },
    ];
  });
  // The newest says how the whole stands, not only its own incident: one part that is over ends no group.
  const [newest, ...older] = [...steps, ...linked].sort((a, b) => b.at - a.at);
  return newest === undefined ? [] : [{ ...newest, stage }, ...older];
}

function stepText(incident: IncidentView, update: StoredUpdate, words: WebhookWords): string {
  const note = foreignText(update.text ?? undefined, LONGEST_NOTE);
  if (update.kind === "noted" && note !== null) {
    return words.note(foreignText(update.author ?? undefined) ?? "?", note);
  }
  return updateSentence(incident, update, NO_CHAINS, words.sentences);
}

/** Vendors and tests may name a cause; what merely coincides identifies nothing. */
function stageOf(attribution: ToldGroup["attribution"]): IncidentStage {
  return attribution?.word === "confirmed" || attribution?.word === "likely" ? "identified" : "investigating";
}

function strongest(
  { attributions }: GroupNow,
  views: readonly IncidentView[],
  words: WebhookWords,
): ToldGroup["attribution"] {
  const [best] = views
    .flatMap(({ id, retracted }) => (retracted === null ? [attributions.get(id)?.record] : []))
    .filter((record) => record !== undefined && record.best.word !== "not_attributed")
    .sort((a, b) => (b?.best.score ?? 0) - (a?.best.score ?? 0));
  if (best === undefined) return null;
  const { provider, region, word, score } = best.best;
  return { provider, region, word, score, sentence: attributionSentence(best, words.attribution) };
}
