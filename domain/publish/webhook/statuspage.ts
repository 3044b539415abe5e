import { WITHOUT_END_MS } from "#domain/cloud/maintenance.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { Severity } from "#domain/incident/incident.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import { publishUpdate } from "#domain/publish/statuspage/update.ts";
import { type Envelope, siteUrl } from "#domain/publish/webhook/envelope.ts";
import type {
  GroupMessage,
  MaintenanceMessage,
  Message,
  StatusMessage,
  SubscriptionMessage,
  ToldIncident,
} from "#domain/publish/webhook/message.ts";
import { noticeOf } from "#domain/publish/webhook/notice.ts";
import { groupUrl, metaOf } from "#domain/publish/webhook/standard.ts";
import { type WebhookWords, webhookWords } from "#domain/publish/webhook/words.ts";
import type { Status } from "#domain/status/status.ts";

type Indicator = "none" | "minor" | "major" | "critical";

const INDICATORS: Readonly<Record<Exclude<Status, "unknown">, Indicator>> = {
  operational: "none",
  under_maintenance: "none",
  degraded_performance: "minor",
  partial_outage: "major",
  major_outage: "critical",
};

/** The id of a component in Statuspage's forms: 12 letters and digits, the same for ever. */
export function statuspageComponentId(key: string): string {
  return stableId("component", key);
}

/**
 * The body that Statuspage's own webhooks have, as its receivers read it (guides/conventions.md 3.2). Null for what its closed
 * vocabulary cannot say: it knows no "unknown", and most receivers would take it for good.
 */
export function statuspageBody(message: Message, envelope: Envelope): Record<string, unknown> | null {
  const meta = metaOf(message, envelope);
  if ("group" in message) {
    const page = pageOf(groupIndicator(message), message.group.name);
    return { meta, page, incident: incidentOf(message, envelope) };
  }
  if ("maintenance" in message) {
    return { meta, page: pageOf("none", message.maintenance.name), incident: maintenanceOf(message, envelope) };
  }
  if (!("change" in message)) return { meta, ...noticeBody(message, envelope) };
  const component = componentOf(message, envelope, webhookWords(message.language));
  return component && { meta, ...component };
}

function pageOf(indicator: Indicator, description: string) {
  return { id: stableId("page"), status_indicator: indicator, status_description: description };
}

function groupIndicator({ group }: GroupMessage): Indicator {
  return group.resolvedAt === null ? group.severity : "none";
}

function incidentOf(message: GroupMessage, envelope: Envelope) {
  const { group } = message;
  const impact: Severity | "none" = group.retracted ? "none" : group.severity;
  const created = rfc3339(group.detectedAt);
  const components = group.incidents.flatMap((one) => (one.status === null ? [] : [componentNow(one)]));
  return {
    id: group.id,
    name: group.name,
    status: group.stage,
    created_at: created,
    updated_at: rfc3339(group.updatedAt),
    monitoring_at: null,
    resolved_at: rfc3339OrNull(group.resolvedAt),
    impact,
    shortlink: groupUrl(message, envelope),
    started_at: rfc3339(group.startedAt),
    page_id: stableId("page"),
    incident_updates: group.updates.map(({ id, stage, at, body }) =>
      publishUpdate(group.id, { id, status: stage, body, at }),
    ),
    components,
    reminder_intervals: null,
  };
}

/** Announced work is an incident of the impact `maintenance`, as in API v2. */
function maintenanceOf({ maintenance, language }: MaintenanceMessage, envelope: Envelope) {
  const { id, name, stage, from, until, announcedAt, updatedAt, sentences } = maintenance;
  return {
    id,
    name,
    status: stage,
    created_at: rfc3339(announcedAt),
    updated_at: rfc3339(updatedAt),
    monitoring_at: null,
    resolved_at: stage === "completed" ? rfc3339(updatedAt) : null,
    impact: "maintenance",
    shortlink: siteUrl(envelope, language, `/services/${maintenance.service}`),
    started_at: rfc3339(from),
    page_id: stableId("page"),
    incident_updates: maintenance.updates.map((update, index) => {
      const body = index === 0 ? [update.body, ...sentences].join(" ") : update.body;
      return publishUpdate(id, { id: update.id, status: update.stage, body, at: update.at });
    }),
    components: [],
    reminder_intervals: null,
    scheduled_for: rfc3339(from),
    scheduled_until: rfc3339(until ?? from + WITHOUT_END_MS),
  };
}

function componentNow({ service, component, name, status, startedAt }: ToldIncident) {
  return {
    id: statuspageComponentId(`${service}/${component}`),
    name,
    status,
    created_at: rfc3339(startedAt),
    updated_at: rfc3339(startedAt),
    position: 1,
    description: null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: stableId("page"),
    group: false,
    only_show_if_degraded: false,
  };
}

function componentOf({ change, at }: StatusMessage, { sequence }: Envelope, words: WebhookWords) {
  const { service, component, name, before, after } = change;
  if (after === "unknown") return null;
  const was = before === null || before === "unknown" ? after : before;
  const id = statuspageComponentId(`${service}/${component}`);
  return {
    page: pageOf(INDICATORS[after], words.statusChange(name, was, after)),
    component_update: {
      id: stableId(id, at, sequence),
      component_id: id,
      component_type: "Component",
      old_status: was,
      new_status: after,
      created_at: rfc3339(at),
    },
    component: { id, name, status: after, created_at: rfc3339(at), page_id: stableId("page") },
  };
}

/** Receivers of Statuspage know incidents and components alone: the rest comes as an incident that is over. */
function noticeBody(message: SubscriptionMessage, envelope: Envelope) {
  const notice = noticeOf(message, envelope);
  const [id, at] = [stableId(message.type, envelope.generatedAt), rfc3339(message.at)];
  const { consent } = envelope;
  return {
    page: pageOf("none", notice.title),
    ...(consent === null ? {} : { challenge: consent.challenge, confirm_url: consent.confirmUrl }),
    incident: {
      id,
      name: notice.title,
      status: "resolved",
      created_at: at,
      updated_at: at,
      monitoring_at: null,
      resolved_at: at,
      impact: "none",
      shortlink: notice.link ?? envelope.site,
      started_at: at,
      page_id: stableId("page"),
      incident_updates: [
        publishUpdate(id, {
          id,
          status: "resolved",
          body: notice.link === null ? notice.text : `${notice.text} ${notice.link}`,
          at: message.at,
        }),
      ],
      components: [],
      reminder_intervals: null,
    },
  };
}
