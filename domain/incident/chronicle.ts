import type { AttributionRecord } from "#domain/attribution/record.ts";
import type { Layer } from "#domain/check/service.ts";
import type { MaintenanceNews } from "#domain/cloud/maintenance-news.ts";
import { groupFor, type IncidentGroup } from "#domain/incident/group.ts";
import type { Incident, IncidentUpdate, Said } from "#domain/incident/incident.ts";
import { stepIncident } from "#domain/incident/transition.ts";
import { statusOf } from "#domain/status/algebra.ts";
import { type ComponentChange, isNews } from "#domain/status/pass-changes.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { Status } from "#domain/status/status.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** What happened, with the types of guides/conventions.md 3.1. Nothing in it is text: whoever delivers it renders it. */
export type OutboxEvent =
  | {
      readonly type: "incident.created" | "incident.updated" | "incident.resolved";
      readonly key: string;
      readonly occurredAt: EpochMs;
      readonly component: string;
      readonly incident: Incident;
      readonly update: IncidentUpdate;
      /** Of a note, a retraction or a correction: who says what. */
      readonly said?: Said;
      /** The past was judged again: nothing has happened now. */
      readonly correction?: true;
      /** Of a step into another group: the id of the one that it was counted to until now. */
      readonly movedFrom?: string;
    }
  | {
      /** Its attribution is new, says something else, or no longer holds: no step of the incident itself. */
      readonly type: "incident.updated";
      readonly key: string;
      readonly occurredAt: EpochMs;
      readonly component: string;
      readonly incident: Incident;
      /** Public id of the cloud event. Null, as `attribution` is, when it coincides with none any more. */
      readonly cloudEvent: string | null;
      readonly attribution: AttributionRecord | null;
    }
  | {
      readonly type: "component.status_changed";
      readonly key: string;
      readonly occurredAt: EpochMs;
      readonly component: string;
      readonly before: Status | null;
      readonly after: Status;
      readonly judged: Judged;
    }
  | {
      readonly type: `maintenance.${MaintenanceNews}`;
      readonly key: string;
      readonly occurredAt: EpochMs;
      /** The first that the work is about. */
      readonly component: string;
      /** Public id of the vendor's notice: whoever delivers it reads what it says now. */
      readonly notice: string;
      /** Of all that it is about. */
      readonly layers: readonly Layer[];
    };

/** The incidents as far as they can still change: the newest of each component, and the groups that may be joined. */
export interface IncidentMemory {
  readonly newest: ReadonlyMap<string, Incident>;
  readonly groups: readonly IncidentGroup[];
}

/** One entry of the verdict log. */
export interface LogEntry {
  readonly component: string;
  readonly knownAt: EpochMs;
  readonly judged: Judged;
  /** Another verdict than before, not only another reason for the same: time is to be counted anew from `since` on. */
  readonly turned: boolean;
}

/** Everything that follows from a pass's changes, in the order in which it is to be written. */
export interface Chronicle {
  readonly memory: IncidentMemory;
  readonly log: readonly LogEntry[];
  /** What holds now of each component that changed. */
  readonly verdicts: readonly LogEntry[];
  readonly groups: readonly IncidentGroup[];
  /** Each once, in its last form. */
  readonly incidents: readonly Incident[];
  readonly updates: readonly { readonly incident: string; readonly update: IncidentUpdate }[];
  readonly events: readonly OutboxEvent[];
}

/** Groups older than this before the newest onset take no one in any more. */
const KEPT_MS = 86_400_000;

/** Turns changed verdicts into log entries, incidents, groups and events. Pure and deterministic. */
export function chronicle(changes: readonly ComponentChange[], before: IncidentMemory, rules: Rules): Chronicle {
  const newest = new Map(before.newest);
  const groups = [...before.groups];
  const [newGroups, log, updates, events] = [
    [] as IncidentGroup[],
    [] as LogEntry[],
    [] as Chronicle["updates"][number][],
    [] as OutboxEvent[],
  ];
  const [touched, verdicts] = [new Map<string, Incident>(), new Map<string, LogEntry>()];
  for (const change of changes) {
    const { component, before: was, after: judged, knownAt, service } = change;
    const turned = was === null || was.verdict !== judged.verdict;
    const entry = { component, knownAt, judged, turned };
    if (was !== judged) verdicts.set(component, entry);
    if (isNews(change)) {
      log.push(entry);
      if (turned) events.push(statusEvent(change, log.length));
    }
    const groupOf = (onset: EpochMs) => {
      const group = groupFor(groups, component, onset, rules);
      if (!groups.includes(group)) {
        groups.push(group);
        newGroups.push(group);
      }
      return group.id;
    };
    const step = stepIncident(newest.get(component) ?? null, { component, judged, service, knownAt }, rules, groupOf);
    if (step === null) continue;
    newest.set(component, step.incident);
    touched.set(step.incident.id, step.incident);
    if (step.update === null) continue;
    updates.push({ incident: step.incident.id, update: step.update });
    events.push(incidentEvent(step.incident, step.update));
  }
  const horizon = Math.max(0, ...groups.map(({ anchor }) => anchor)) - KEPT_MS;
  return {
    memory: { newest, groups: groups.filter(({ anchor }) => anchor > horizon) },
    log,
    verdicts: [...verdicts.values()],
    groups: newGroups,
    incidents: [...touched.values()],
    updates,
    events,
  };
}

/** `nth`: of the pass's log, so that two changes of one instant have two keys. */
function statusEvent({ component, before, after, knownAt }: ComponentChange, nth: number): OutboxEvent {
  return {
    type: "component.status_changed",
    key: `component/${component}/${knownAt}/${nth}`,
    occurredAt: knownAt,
    component,
    before: before === null ? null : statusOf(before.verdict),
    after: statusOf(after.verdict),
    judged: after,
  };
}

const EVENT_TYPES: Partial<Record<IncidentUpdate["kind"], "incident.created" | "incident.resolved">> = {
  opened: "incident.created",
  resolved: "incident.resolved",
};

type StepEvent = Extract<OutboxEvent, { readonly update: IncidentUpdate }>;

/** The event that tells of an incident's step. Its key names the step, so it can never be told twice. */
export function incidentEvent(incident: Incident, update: IncidentUpdate): StepEvent {
  return {
    type: EVENT_TYPES[update.kind] ?? "incident.updated",
    key: `incident/${incident.id}/${update.sequence}`,
    occurredAt: update.knownAt,
    component: incident.component,
    incident,
    update,
  };
}

/** The event that tells of an incident's attribution. Its key names the moment, so no moment can tell two things of one incident. */
export function attributionEvent(
  incident: Incident,
  { cloudEvent, attribution }: { readonly cloudEvent: string; readonly attribution: AttributionRecord | null },
  now: EpochMs,
): OutboxEvent {
  return {
    type: "incident.updated",
    key: `attribution/${incident.id}/${now}`,
    occurredAt: now,
    component: incident.component,
    incident,
    cloudEvent: attribution === null ? null : cloudEvent,
    attribution,
  };
}
