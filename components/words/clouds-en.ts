import { quantities } from "#domain/publish/quantities-en.ts";

const { list } = quantities;
const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** Strings of the pages of clouds. Names, places and moments come in ready. */
export const clouds = {
  nav: "Clouds",
  /** The page's address in this language. */
  at: (path: string): string => path,
  headline: {
    open: (events: number, providers: readonly string[]) =>
      `${events === 1 ? "One event is" : `${events} events are`} open at ${list(providers)}, by ${providers.length === 1 ? "its" : "their"} own account.`,
    none: (readable: number, of: number) =>
      readable === of
        ? `None of the ${of} clouds we read reports an open event.`
        : `None of the ${readable} clouds we can read reports an open event; ${count(of - readable, "other")} cannot be read.`,
    blind: "We cannot read any cloud's feed right now, so we do not know what they say.",
  },
  stand:
    "Clouds are told, not measured: this is what they publish of themselves. A feed that lists nothing is no proof of health, and one that we cannot read says nothing at all.",
  columns: { provider: "Provider", says: "What it says now", stands: "Stands on it" },
  kinds: { cloud: "cloud", edge: "edge" },
  feed: {
    openEvents: (n: number) => count(n, "open event"),
    nothing: "nothing open",
    unreadable: (since: string) => `not readable since ${since}`,
    partly: (broken: number, of: number) => `${broken} of ${of} feeds not readable`,
    waiting: "not read yet",
    none: "publishes nothing that we read",
    readAt: (at: string) => `read ${at}`,
    neverRead: "never read",
    entries: (n: number) => count(n, "entry", "entries"),
    broken: (n: number) => `${n} broken`,
    reason: "Reason",
    heading: "What we read",
    address: "Feed",
    state: "State",
    last: "Last readable",
    ranges: (rows: number, at: string) => `${rows} published address ranges, made sure of ${at}.`,
    rangesNone: "It publishes no address ranges that we read: its addresses cannot be told from others.",
    rangesWaiting: "Its address ranges have not been read yet.",
    rangesUnreadable: (since: string) =>
      `Its address ranges could not be read since ${since}; the last that were hold on.`,
    rangesRefused: (since: string) =>
      `A newer file of its address ranges lost too much and is refused since ${since}; the one before holds on.`,
  },
  stands: {
    services: (n: number) => count(n, "service"),
    none: "none that we know of",
    bases: {
      observed: (n: number) => `${n} seen`,
      edge: (n: number) => `${n} behind its edge`,
      declared: (n: number) => `${n} declared`,
      transitive: (n: number) => `${n} through suppliers`,
      vendor: (n: number) => `${n} by their own word`,
    },
  },
  basis: {
    observed: "seen",
    edge: "edge seen",
    declared: "declared",
    transitive: "supplier",
    vendor: "vendor's word",
  },
  basisNotes: {
    observed: "an address that our checks met lies in a range that the provider publishes for this place",
    edge: "the address is a CDN's door: what stands behind it cannot be seen",
    declared: "a vendor, a filing or the press says so; the source is linked",
    transitive: "it uses a service that stands there",
    vendor: "the vendor blamed this provider for one outage",
  },
  evidence: {
    seen: (place: string, from: string, to: string) => `${place}, met from ${from} to ${to}`,
    vantages: (names: readonly string[]) => `by ${list(names)}`,
    ranges: (shown: string, more: number) => (more === 0 ? `in ${shown}` : `in ${shown} and ${more} more`),
    via: (supplier: string) => `through ${supplier}`,
    source: "source",
    anyRegion: "region not known",
  },
  events: {
    open: "Open now",
    past: "Before",
    latest: "Latest events",
    none: "None.",
    noneOpen: "Nothing open, as far as its feeds can be read.",
    title: "Event",
    onset: {
      first_status_post: "Began, by its first post",
      stated_start: "Began, as it states",
      third_party_measurement: "Began, as others measured",
      post_event_summary: "Began, by its summary afterwards",
    },
    published: "First published",
    seen: "First seen by us",
    ended: "Ended, as it says",
    vanished: "Gone from its list",
    vanishedNote: "probably over, though nobody said so",
    ongoing: "still open",
    stale: "nothing was said of it for two weeks: it colours and explains nothing",
    later: (duration: string) => `${duration} later`,
    severities: {
      informational: "informational",
      degraded: "degraded",
      disruption: "disruption",
      outage: "outage",
    },
    said: "said",
    ourReading: "our reading: its feed has no severities",
    maintenance: "announced work",
    everywhere: "everywhere",
    unstated: "it does not say where",
    services: (shown: readonly string[], more: number) =>
      more === 0 ? list(shown) : `${shown.join(", ")} and ${more} more`,
    more: (n: number) => `and ${n} more`,
    updates: (n: number) => count(n, "post"),
    versions: (n: number) => `${count(n, "state")} of its record`,
    left: (n: number) => `${n} more in the record`,
    record: "record",
    ownPage: "its own page",
  },
  provider: {
    headline: {
      open: (name: string, events: number) =>
        `${name} reports ${events === 1 ? "one open event" : `${events} open events`}.`,
      none: (name: string) => `${name} reports nothing open.`,
      unreadable: (name: string, since: string) =>
        `${name} has not been readable since ${since}: we do not know what it says.`,
      waiting: (name: string) => `We have not read ${name} yet.`,
      silent: (name: string) => `${name} publishes nothing that we read.`,
    },
    stand: (services: number, of: number) =>
      services === 0
        ? `Of the ${of} services that are counted, none is known to stand on it.`
        : `${count(services, "service")} of ${of} ${services === 1 ? "is" : "are"} known to use it, by one kind of evidence or another.`,
    services: "What stands on it",
    servicesNone: "Nothing that we know of. That is what we have seen and read, not what is.",
    regions: "Regions",
    regionsNote: "Those that we have evidence or an open event for; the others are listed below.",
    regionsNone: "It has no regions here: an edge answers from hundreds of places, none of which is the origin's.",
    otherRegions: (n: number) => count(n, "other region"),
    controller: "Who controls it",
    controllerIs: (name: string, country: string) => `${name}, ${country}`,
    statusPage: "status page",
    verified: {
      docs: "read in its own words",
      repo: "read in others' work",
      partial: "partly from memory",
      recalled: "from memory, not verified",
    } as Record<string, string>,
    region: "Region",
    place: "Where",
    now: "Open now",
    standsHere: "Stands there",
    wholeProvider: "region not known",
  },
  region: {
    headline: {
      lose: (place: string, expected: string, of: number) =>
        `If ${place} went dark, about ${expected} of ${of} services would be expected to go with it.`,
      none: (place: string) => `We know of nothing in the access layer that stands in ${place}.`,
      hardly: (place: string) => `Of what is known to stand in ${place}, hardly anything would go with it.`,
    },
    stand: (name: string, metro: string | null, country: string | null) => {
      const where = [metro, country].filter(Boolean).join(", ");
      return where === "" ? `${name}.` : `${name}, in or near ${where}.`;
    },
    range: (low: string, high: string) => `In 90% of the draws it is between ${low} and ${high}.`,
    services: "What stands there",
    events: "What the provider said of it",
  },
  attributed: {
    provider: "Incidents that coincide with its events",
    region: "Incidents that coincide with its events there",
    none: "None on record.",
    open: (span: string) => `open for ${span}`,
    over: (span: string) => `lasted ${span}`,
    provisional: "provisional",
    uncalibrated: "uncalibrated",
    more: (n: number) => `and ${n} earlier`,
    placeless: (events: number) =>
      events === 1
        ? "One event on record does not say where it was: it is held against no incident."
        : `${events} events on record do not say where they were: they are held against no incident.`,
  },
  table: {
    service: "Service",
    chance: "Would go with it",
    evidence: "By which evidence",
    never: "hardly ever",
  },
  missing: {
    provider: (name: string) => `We know of no cloud “${name}”.`,
    region: (name: string, provider: string) => `${provider} has no region “${name}” that we know of.`,
    providers: "Those that are read here:",
    regions: "Its regions:",
  },
  json: "This page as JSON",
};

export type CloudsWords = typeof clouds;
