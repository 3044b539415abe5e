import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import { utf8Length } from "#domain/publish/webhook/clip.ts";
import { type Envelope, siteUrl } from "#domain/publish/webhook/envelope.ts";
import type { GroupMessage, MaintenanceMessage, Message, ToldGroup } from "#domain/publish/webhook/message.ts";

/** The specification asks for less than 20 kB. */
const MOST_BYTES = 20_000;

/** Standard Webhooks 1.0.0: `{type, timestamp, data}` (guides/conventions.md 3.1). */
export function standardBody(message: Message, envelope: Envelope) {
  return { type: message.type, timestamp: rfc3339(message.at), data: fitting(message, envelope) };
}

function dataOf(message: Message, envelope: Envelope): Record<string, unknown> {
  const meta = metaOf(message, envelope);
  if ("group" in message) return { ...publishGroup(message, envelope), sequence: envelope.sequence, meta };
  if ("change" in message) return { ...message.change, sequence: envelope.sequence, meta };
  if ("maintenance" in message) {
    return { ...publishMaintenance(message, envelope), sequence: envelope.sequence, meta };
  }
  if (message.type === "subscription.disabled") return { reason: message.reason, meta };
  const { consent } = envelope;
  return { ...(consent === null ? {} : { challenge: consent.challenge, confirm_url: consent.confirmUrl }), meta };
}

/** The oldest steps go first, then parts, until it fits: how many more there are is said. */
function fitting(message: Message, envelope: Envelope): Record<string, unknown> {
  const data = dataOf(message, envelope);
  // What stands around it, and a reserve for what JSON escapes.
  if (utf8Length(JSON.stringify(data)) < MOST_BYTES - 200) return data;
  if ("maintenance" in message && message.maintenance.updates.length > 1) {
    const { maintenance } = message;
    return fitting(
      { ...message, maintenance: { ...maintenance, updates: maintenance.updates.slice(0, -1) } },
      envelope,
    );
  }
  if (!("group" in message)) return data;
  const { group } = message;
  if (group.updates.length > 1) {
    return fitting({ ...message, group: { ...group, updates: group.updates.slice(0, -1) } }, envelope);
  }
  if (group.incidents.length <= 1) return data;
  return fitting(
    { ...message, group: { ...group, incidents: group.incidents.slice(0, -1), more: group.more + 1 } },
    envelope,
  );
}

function publishMaintenance({ maintenance, language }: MaintenanceMessage, envelope: Envelope) {
  const { id, service, name, stage, cancelled, from, until, sentences, source } = maintenance;
  return {
    id,
    service,
    name,
    status: stage,
    cancelled,
    scheduled_for: rfc3339(from),
    scheduled_until: rfc3339OrNull(until),
    announced_at: rfc3339(maintenance.announcedAt),
    updated_at: rfc3339(maintenance.updatedAt),
    sentences,
    url: siteUrl(envelope, language, `/services/${service}`),
    source,
    language,
    updates: maintenance.updates.map((update) => ({
      id: update.id,
      status: update.stage,
      at: rfc3339(update.at),
      body: update.body,
    })),
  };
}

export function metaOf({ language }: Message, envelope: Envelope) {
  return {
    unsubscribe: envelope.unsubscribe,
    documentation: siteUrl(envelope, language, "/developers"),
    generated_at: rfc3339(envelope.generatedAt),
  };
}

/** Where people read of it: on the page of an incident stand all of its group. */
export function groupUrl({ group, language }: GroupMessage, envelope: Envelope): string {
  const [first] = group.incidents;
  return siteUrl(envelope, language, first === undefined ? "/incidents" : `/incidents/${first.id}`);
}

function publishGroup(message: GroupMessage, envelope: Envelope) {
  const { group, language } = message;
  return {
    id: group.id,
    name: group.name,
    status: group.stage,
    severity: group.severity,
    confirmed: group.confirmed,
    retracted: group.retracted,
    started_at: rfc3339(group.startedAt),
    detected_at: rfc3339(group.detectedAt),
    resolved_at: rfc3339OrNull(group.resolvedAt),
    updated_at: rfc3339(group.updatedAt),
    url: groupUrl(message, envelope),
    language,
    merged_into: group.mergedInto,
    attribution: group.attribution,
    incidents: group.incidents.map((one) => publishTold(one, message, envelope)),
    more_incidents: group.more,
    updates: group.updates.map(({ id, incident, stage, at, body }) => ({
      id,
      incident,
      status: stage,
      at: rfc3339(at),
      body,
    })),
  };
}

function publishTold(one: ToldGroup["incidents"][number], { language }: GroupMessage, envelope: Envelope) {
  return {
    id: one.id,
    service: one.service,
    component: one.component,
    name: one.name,
    status: one.status,
    severity: one.severity,
    confirmed: one.confirmed,
    started_at: rfc3339(one.startedAt),
    detected_at: rfc3339(one.detectedAt),
    resolved_at: rfc3339OrNull(one.resolvedAt),
    retracted: one.retracted,
    sentence: one.sentence,
    url: siteUrl(envelope, language, `/incidents/${one.id}`),
  };
}
