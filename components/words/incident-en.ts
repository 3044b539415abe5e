import { startCount } from "#components/words/headline-en.ts";
import type { Phase } from "#domain/failure/failure.ts";
import { feeds } from "#domain/publish/feed-en.ts";
import type { GroupLayer, GroupState } from "#domain/publish/group-query.ts";

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

const states: Record<GroupState, string> = { open: "Open", over: "Over" };
const layers: Record<GroupLayer, string> = { access: "Access", chain: "Chain" };
const phases: Record<Phase, string> = {
  dns: "while the name was looked up",
  connection: "while connecting",
  application: "after connecting, in the answer",
};

/** Strings of the pages of incidents. Names, moments, durations and figures come in ready. */
export const incident = {
  nav: "Incidents",
  list: {
    headline: (incidents: number, services: number) => {
      if (incidents === 0) return "No incident is open.";
      const open = `${startCount(incidents)} ${incidents === 1 ? "incident is" : "incidents are"} open`;
      return services > 1 ? `${open}, at ${count(services, "service")}.` : `${open}.`;
    },
    stand:
      "An incident is a span in which a part of a service was not up. Those that begin within 15 minutes of one another, or that surely belong to one cloud event, stand together.",
    filters: { state: "State", layer: "Layer", cloud: "Coincides with", service: "Service" },
    any: "all",
    states,
    layers,
    choose: "Show",
    clear: "Show all",
    none: "No incident on record is like that.",
    empty: "No incident is on record.",
    older: "Older incidents",
    listJson: "Incidents as JSON",
    newest: "Newest incidents",
    /** Of a group: so many parts of so many services. */
    group: (incidents: number, services: number) =>
      services === 1
        ? `${startCount(incidents)} incidents of one service`
        : `${startCount(incidents)} incidents of ${services} services`,
    ongoing: "still open",
    lasted: (duration: string) => `for ${duration}`,
    more: (n: number) => `and ${n} more that began with them`,
    retracted: "taken back",
  },
  headline: {
    down: (name: string, since: string) => `${name} has been down since ${since}.`,
    degraded: (name: string, since: string) => `${name} has been degraded since ${since}.`,
    wasDown: (name: string, lasted: string, on: string) => `${name} was down for ${lasted} on ${on}.`,
    wasDegraded: (name: string, lasted: string, on: string) => `${name} was degraded for ${lasted} on ${on}.`,
    unseen: (name: string, since: string) => `${name} was not up from ${since} on; how it ended is not known.`,
    retracted: (name: string, on: string) => `An incident of ${name} on ${on} was taken back.`,
  },
  summary: {
    caption: "Summary",
    severity: "At its worst",
    lasted: "Lasted",
    seen: "Seen from",
    places: (seen: number, of: number) => (of <= 1 ? "one vantage" : `${seen} of ${of} vantages`),
    confirmed: "confirmed",
    unconfirmed: "unconfirmed",
  },
  times: {
    heading: "When it began and ended",
    note: "A check looks once in its interval. What happened between two looks is not known: the true onset and the true end lie between the two instants.",
    lastGood: "Last good answer before it",
    firstBad: "First failing round",
    detected: "Judged, and opened",
    lastBad: "Last failing round",
    firstGood: "First good round after it",
    watchedTo: "Watched until",
    unknown: "not known",
    ongoing: "not over",
    after: (duration: string) => `${duration} after the first failure`,
    between: (duration: string) => `${duration} before it`,
  },
  evidence: {
    heading: "How we know",
    vantages: "Vantages that saw it",
    failures: "What came back",
    phase: "How far a request got",
    phases,
    rules: "Judged by rules",
    version: (version: number) => `version ${version}`,
    maintenance: "It began while its vendor had announced maintenance, and counts as neither up nor down.",
    madeUp: "Part of a made-up history: none of this happened.",
  },
  history: {
    heading: "What happened",
    kinds: feeds.kinds,
    known: (at: string) => `known ${at}`,
    by: (author: string) => `by ${author}`,
  },
  notes: { heading: "Taken back" },
  together: {
    heading: "Began together",
    alone: "Nothing else began within 15 minutes of it.",
    more: (n: number) => `and ${n} more`,
  },
  coincides: {
    none: "It coincides with no event that a cloud has published, as far as we can read them.",
    heading: "No cloud event",
    runnerUp: (place: string, score: number, word: string) => `Next best: ${place}, ${score} of 100, ${word}.`,
  },
  said: {
    heading: "Said and saw",
    saw: "We saw it begin",
    said: (name: string) => `${name} said so`,
    delay: "Delay",
  },
  missing: {
    heading: "There is no incident of this name on record.",
    text: "The address may be mistyped. Incidents are never deleted: one that was a mistake is taken back, and says so.",
    all: "All incidents",
  },
  json: "This incident as JSON",
};

export type IncidentWords = typeof incident;
