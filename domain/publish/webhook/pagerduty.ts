import { rfc3339 } from "#domain/publish/figure.ts";
import { chatOf } from "#domain/publish/webhook/chat.ts";
import { clip } from "#domain/publish/webhook/clip.ts";
import type { Envelope } from "#domain/publish/webhook/envelope.ts";
import { type Message, subjectOf } from "#domain/publish/webhook/message.ts";

/** The only places that a routing key is ever sent to. */
export const PAGERDUTY_URLS = {
  us: "https://events.pagerduty.com/v2/enqueue",
  eu: "https://events.eu.pagerduty.com/v2/enqueue",
} as const;

/** What Events API v2 takes. */
const SUMMARY = 1_024;
const DETAIL = 4_000;
const DEDUP_KEY = 255;

type PagerSeverity = "critical" | "error" | "warning" | "info";

interface Alert {
  readonly action: "trigger" | "resolve";
  readonly severity: PagerSeverity;
  readonly component: string | null;
  readonly group: string | null;
}

/** An event of PagerDuty's Events API v2, or null for what is neither an alert nor the end of one: "unknown" is neither. */
export function pagerdutyBody(message: Message, envelope: Envelope) {
  const alert = alertOf(message);
  if (alert === null) return null;
  const { title, lines, link, footer } = chatOf(message, envelope);
  return {
    routing_key: envelope.routingKey ?? "",
    event_action: alert.action,
    dedup_key: clip("group" in message ? message.group.id : subjectOf(message), DEDUP_KEY),
    payload: {
      summary: clip(title, SUMMARY),
      source: envelope.site,
      severity: alert.severity,
      timestamp: rfc3339(message.at),
      ...(alert.component === null ? {} : { component: alert.component }),
      ...(alert.group === null ? {} : { group: alert.group }),
      class: message.type,
      custom_details: { text: clip(lines.join("\n"), DETAIL), sequence: envelope.sequence, unsubscribe: footer.url },
    },
    links: link === null ? [] : [{ href: link.url, text: link.text }],
    client: "Faultline",
    client_url: envelope.site,
  };
}

function alertOf(message: Message): Alert | null {
  if ("group" in message) {
    const { group } = message;
    const severities = { minor: "warning", major: "error", critical: "critical" } as const;
    const [first] = group.incidents;
    return {
      action: group.resolvedAt === null ? "trigger" : "resolve",
      severity: severities[group.severity],
      component: first === undefined ? null : `${first.service}/${first.component}`,
      group: group.id,
    };
  }
  // Planned work wakes nobody.
  if ("maintenance" in message) return null;
  if (!("change" in message)) return { action: "trigger", severity: "info", component: null, group: null };
  const { service, component, after } = message.change;
  const about = { component: `${service}/${component}`, group: service };
  switch (after) {
    case "unknown":
      return null;
    case "operational":
    case "under_maintenance":
      return { action: "resolve", severity: "info", ...about };
    case "degraded_performance":
      return { action: "trigger", severity: "warning", ...about };
    case "partial_outage":
      return { action: "trigger", severity: "error", ...about };
    case "major_outage":
      return { action: "trigger", severity: "critical", ...about };
  }
}
