import { RESOURCE_ADDRESSES, type ResourceAddress, resourceAt } from "#domain/publish/api/resources.ts";

/** Strings of the page for those who take the record elsewhere. What a resource is stands in the table of resources. */
export const developers = {
  nav: "Developers",
  at: (path: string): string => path,
  headline: "Everything here, as data.",
  description:
    "The record as a JSON API, Statuspage's API, server-sent events, feeds, badges, webhooks and monthly exports: no key, no account.",
  stand:
    "No key, no account, and any site's scripts may read. What is not known is said to be unknown, retractions reach every form, and what is named once keeps its name.",
  noUrl:
    "This instance has not been told its public address (FAULTLINE_URL): put it where https://status.example.org stands.",
  json: {
    heading: "JSON",
    text: "Times are RFC 3339 in UTC, lengths end in _seconds, timings of one measurement in _ms. Ask with If-None-Match: an answer that has not changed is a 304. Lists have next_cursor and a Link header. Fields are added, never renamed or removed.",
    openapi: "The same for programs, as OpenAPI 3.1",
    about: Object.fromEntries(RESOURCE_ADDRESSES.map((at) => [at, resourceAt(at).about])) as Record<
      ResourceAddress,
      string
    >,
    needed: (name: string) => `${name} (needed)`,
    refused: "A parameter that is mistyped is not passed over",
    refusedNote: "The refusal (400, application/problem+json) names it and says what is allowed.",
  },
  stream: {
    heading: "As it changes",
    text: "Server-sent events, within a second or so of a verdict. Who comes back with Last-Event-ID hears what he has missed.",
    example: "All that changes from now on",
  },
  statuspage: {
    heading: "For Statuspage's clients",
    text: "Statuspage's API v2, for widgets, exporters and apps that read it already. It knows no word for unknown: such a component is left out, and the description counts it.",
    example: "Everything in one answer",
    widget: "Its widget",
  },
  feeds: {
    heading: "Feeds and calendars",
    text: "In history one entry for each group of incidents; in updates one for each step, for readers that do not notice when an entry changes. In Japanese under /ja.",
    scopes: {
      all: "Everything",
      service: "One service",
      layer: "One layer: access, chain or cloud",
      cloud: "One cloud",
    },
  },
  badges: {
    heading: "Badges and frames",
    text: "A badge says in words what its colour says; unknown is grey.",
    example: "Markdown",
    more: "Make one",
  },
  webhooks: {
    heading: "Webhooks",
    text: "Signed by Standard Webhooks 1.0.0, repeated until they arrive, and only to receivers that agreed. Also for Slack, Discord, PagerDuty, and receivers of Statuspage's webhooks.",
    ask: "Ask for a subscription",
    verify: "Verify a message (npm: standardwebhooks)",
    more: "Or use the form",
  },
  exports: {
    heading: "Exports",
    text: "Each month's incidents and daily figures of every check as CSV and NDJSON, compressed, with checksums and a licence.",
    more: "See what there is",
  },
};

export type DevelopersWords = typeof developers;
