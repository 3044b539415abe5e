import type { Layer } from "#domain/check/service.ts";
import type { Severity } from "#domain/incident/incident.ts";

/** Bodies that a subscriber may ask for (guides/conventions.md 3.2). */
export const WEBHOOK_FORMATS = ["standard", "statuspage", "slack", "discord", "pagerduty"] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

export const WEBHOOK_LANGUAGES = ["en", "ja"] as const;
export type WebhookLanguage = (typeof WEBHOOK_LANGUAGES)[number];

/** What a subscriber asks to be told of. An empty list stands for all. */
export interface WebhookFilter {
  /** Slugs of services. */
  readonly services: readonly string[];
  readonly layers: readonly Layer[];
  /** Slugs of providers that an incident is to coincide with. */
  readonly clouds: readonly string[];
  /** Incidents that never were this bad are left out. */
  readonly leastSeverity: Severity;
  /** Only what was seen from two places or more. */
  readonly confirmedOnly: boolean;
  /** Each change of a component's status, too, beside incidents. */
  readonly statusChanges: boolean;
  /** Maintenance that vendors announce, too. Not said by who subscribed before it could be. */
  readonly maintenance?: boolean;
}

export const EVERYTHING: WebhookFilter = {
  services: [],
  layers: [],
  clouds: [],
  leastSeverity: "minor",
  confirmedOnly: false,
  statusChanges: false,
  maintenance: false,
};

/** Of a subscription, what decides what it is told. */
export interface Wanted {
  readonly filter: WebhookFilter;
  readonly language: WebhookLanguage;
}

/**
 * `pending`: nobody has said yet that the receiver agrees. `active`: told. `disabled`: told no more until somebody enables it
 * again. `ended`: unsubscribed, or never confirmed.
 */
export const SUBSCRIPTION_STATES = ["pending", "active", "disabled", "ended"] as const;
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number];
