import { startCount } from "#components/words/headline-en.ts";
import { judged } from "#components/words/service-headline-en.ts";
import type { ServiceKind } from "#domain/check/service.ts";
import type { AcknowledgementState } from "#domain/said/acknowledgement.ts";

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
const kinds: Record<ServiceKind, string> = {
  exchange: "Exchange",
  broker: "Broker",
  rpc_provider: "RPC provider",
  l1: "L1 chain",
  l2: "L2 chain",
  wallet: "Wallet",
  explorer: "Explorer",
  storage: "Decentralised storage",
  decentralised_cloud: "Decentralised compute",
  oracle: "Oracle",
};

const dayMonths = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

/** Strings of the pages of services. Names, moments, durations and figures come in ready. */
export const service = {
  nav: "Services",
  /** The page's address in this language. */
  at: (path: string): string => path,
  kinds,
  /** A day of the last months, without its year. */
  dayMonth: (at: number): string => dayMonths.format(at),
  headline: {
    judged,
    retired: (name: string, day: string | null) =>
      day === null ? `${name} has closed for good.` : `${name} closed for good on ${day}.`,
    notMonitored: (name: string, reason: string) => `${name} is not monitored here: ${reason}.`,
    noReason: "no vantage asks it",
    reasons: {
      key: "it needs a key that this instance does not have",
      probe: "no vantage has a probe of its kind",
      disabled: "its checks are kept for history only",
      retired: "it has closed for good",
      opted_out: "it asked us not to",
    } as Record<string, string>,
    shown: (name: string) => `${name} is asked here and shown, but nothing of it is judged.`,
    waiting: (name: string) => `${name} has not been judged yet: its first rounds are under way.`,
  },
  stand: {
    seen: (places: number, of: number) =>
      of <= 1 ? "Seen from one vantage only." : `Seen from ${places} of ${of} vantages.`,
    coincides: (place: string) => `Coincides with an event at ${place}.`,
    coincidesSeen: (place: string, name: string, at: string) =>
      `Coincides with an event at ${place}, where ${name}’s addresses were last seen at ${at}.`,
    saidAt: (name: string, at: string) => `${name} said so at ${at}.`,
    saidFirst: (name: string, at: string) => `${name} had said so before, at ${at}.`,
    notSaid: (name: string) => `${name} has not said so yet.`,
    unread: (name: string) => `${name}’s own status page cannot be read.`,
    partly: (asked: number, of: number) =>
      `${startCount(asked)} of its ${of} parts ${asked === 1 ? "is" : "are"} monitored here; the others leave the status.`,
    lastIncident: (at: string, lasted: string) => `Its last incident began ${at} and lasted ${lasted}.`,
    noIncident: (days: number) => `No incident on record in ${count(days, "measured day")}.`,
    uncertain:
      "Whether it is still meant to answer is uncertain: its checks are shown and do not decide until one answers.",
    kept: "It is no longer asked. What was recorded stays.",
    sources: "Sources",
  },
  summary: { caption: "Summary", now: "Now", measured: (coverage: string) => `measured ${coverage}` },
  parts: {
    heading: "Its parts",
    key: "its endpoint above, the chain itself below",
    chain: (states: string) => `Its chain: ${states}`,
  },
  latency: {
    heading: "How long an answer takes",
    check: "Check",
    ranges: { "2h": "2 hours", "24h": "24 hours", "7d": "7 days", "90d": "90 days" },
    range: "Range",
    failedRounds: "Failed rounds",
    p50: "p50",
    p95: "p95",
    whole: (p50: string, p95: string, answered: string) =>
      `p50 ${p50}, p95 ${p95} of ${answered} ${answered === "1" ? "answer" : "answers"}`,
    noAnswers: "no answer in this time",
    silent: (at: string) => `no answer since ${at}`,
    above: (values: number, top: string) =>
      `${count(values, "value")} above ${top} ${values === 1 ? "is" : "are"} cut off at the top and marked.`,
    notes: {
      phases: (step: string, vantages: readonly string[]) =>
        `Median of each phase of the successful answers per ${step}, ${vantages.length === 1 ? `from ${vantages[0]}` : `${vantages.length} vantages together`}. p50 and p95 are of the whole answer. Failed rounds stand below the axis and have no duration; where nothing was measured there is a gap.`,
      totals: (step: string) =>
        `p50 and p95 of the whole of successful answers per ${step}, each vantage by itself: percentiles are not joined. Phases are kept for a day.`,
    },
    steps: { "2h": "minute", "24h": "5 minutes", "7d": "hour", "90d": "day" },
    event: (place: string) => `event at ${place}`,
    none: "Nothing was measured in this time.",
    noChecks: "None of its checks is asked here.",
    label: (check: string) => `How long answers of ${check} took`,
    hint: "Point at a bar, or use the arrow keys",
    nothing: "nothing measured",
    asTable: "As a table",
    asChart: "As a chart",
    from: "From",
    answered: "Answered",
    failed: "Failed",
    vantage: "Vantage",
  },
  days: {
    heading: "90 days",
    all: { networks: "All networks", parts: "All parts", access: "Access, all parts", chain: "Chain, all parts" },
    coverage: (coverage: string) => ` of ${coverage}`,
    today: "today",
    label: (name: string, figure: string) => `${name}, 90 days: ${figure}`,
    note: "Share of the measured time. The rest was not measured: it counts as neither up nor down. A bar is filled by the share of its day, and as high as the worst of it.",
    together: (parts: number) => `The line of all counts as down while any of its ${parts} parts is; it is not a mean.`,
    mean: (shown: string, parts: number) => `The mean of ${parts} parts is ${shown}.`,
    degraded: (lasted: string) => `Degraded time counts as up: ${lasted} in 90 days.`,
    day: {
      good: "up all of the measured time",
      unmeasured: "not measured",
      down: (lasted: string) => `down ${lasted}`,
      degraded: (lasted: string) => `degraded ${lasted}`,
      maintenance: (lasted: string) => `announced maintenance ${lasted}`,
      unknown: (lasted: string) => `not measured ${lasted}`,
    },
    hint: "Point at a day, or use the arrow keys",
    table: {
      summary: "Every day that was not all well, or not all measured",
      none: "Every measured day was all well.",
      day: "Day",
      what: "What",
      outages: "Outages",
    },
    between: (from: string, to: string) => `${from} to ${to}`,
    ongoing: "now",
  },
  hosting: {
    heading: "Where it answers from",
    address: "Address",
    range: "Published range of",
    first: "First seen",
    last: "Last seen",
    nobody: "nobody publishes it",
    edge: "edge",
    more: (n: number) => `${count(n, "more address", "more addresses")} on record.`,
    note: (since: string) =>
      `Observed since ${since} by resolving the names we probe. It shows where the front door is, not what stands behind it.`,
    none: "No address of it has been met yet.",
    told: "What else is known",
    json: "as JSON",
  },
  said: {
    heading: "Said and saw",
    onset: "Onset we saw",
    said: (name: string) => `${name} said`,
    delay: "Delay",
    states: {
      acknowledged: "said",
      never: "not said",
      pending: "not yet said",
      unread: "page not readable",
    } satisfies Record<AcknowledgementState, string>,
    late: (delay: string) => delay,
    early: (delay: string) => `${delay} earlier`,
    within: (error: string) => `within ±${error}`,
    noneIn: (duration: string) => `none in ${duration}`,
    backdated: (by: string) => `dated back by ${by}`,
    summary: (said: number, of: number, low: string, high: string) =>
      `Said for ${said} of ${count(of, "outage")} (95%: ${low} to ${high}).`,
    median: (delay: string, error: string | null) =>
      `Median delay ${delay} (Kaplan–Meier)${error === null ? "" : `, onsets known to ±${error}`}.`,
    first: (delay: string) => `${delay} before us`,
    noMedian: {
      never_said: "More than half were never said, so there is no median.",
      not_watched: "Too many could not be followed to the end for a median.",
    },
    grade: (grade: string, minutes: string) => `StatusGator’s scale would say ${grade} (${minutes} min on average).`,
    few: "Of fewer than three outages it is settled whether it said so: nothing is printed of a habit.",
    none: "No outage of it in 90 days to hold its words against.",
    noPage: "It has no status page that is read here.",
    unreadable: (since: string) => `Its page has not been readable since ${since}.`,
    outside: (n: number) => `It said ${count(n, "thing")} in 90 days that we did not see: outside what we measure.`,
    page: "Its status page",
  },
  coincides: {
    headings: { coincides: "Why “coincides with”", attributed: "Why “attributed to”" },
    timing: "Timing",
    standing: "Evidence that it stands there",
    own: "Its own outages",
    population: "Others at that time",
    contrast: "Of those that stand there",
    score: "Score",
    tiers: {
      vendor_confirmed: "its vendor said so",
      observed_region: "address in the region seen",
      declared_or_provider: "declared, or the provider seen",
      transitive: "through a supplier",
      unknown_origin: "not known",
      contradicted: "contradicted",
    },
    lag: {
      none: "no measurable lag",
      after: (minutes: string) => `${minutes} after it`,
      before: (minutes: string) => `${minutes} before it`,
    },
    perMonth: (rate: string, assumed: boolean) => `${rate} a month${assumed ? ", assumed" : ""}`,
    hit: (hit: number, of: number, expected: string) => `${hit} of ${of} failed, ${expected} by chance`,
    contrastOf: (hit: number, of: number, others: number, ofOthers: number) =>
      `${hit} of ${of} failed, of others ${others} of ${ofOthers}`,
    words: { confirmed: "confirmed", likely: "likely", possible: "possible", not_attributed: "not attributed" },
    scoreOf: (score: number, word: string) => `${score} of 100, ${word}`,
    reasons: "Every reason",
    event: "the cloud’s event",
  },
  follow: {
    heading: "Follow it, and show it",
    badge: "Badges and frames for your own page",
    messages: "Webhooks, Slack, Discord and PagerDuty",
    each: (form: string) => `${form}, each update`,
    calendar: "Calendar of announced work",
  },
  incidents: {
    heading: "Incidents",
    none: "No incident on record.",
    all: "All incidents of it",
    open: "open",
    retracted: "taken back",
  },
  notices: {
    heading: (name: string) => `What ${name} says`,
    none: "It has said nothing that we read.",
    impacts: {
      none: "no impact",
      minor: "minor, as it says",
      major: "major, as it says",
      critical: "critical, as it says",
      maintenance: "announced work",
      unstated: "impact not stated",
    },
    published: "Published",
    seen: "First seen by us",
    resolved: "Resolved, as it says",
    open: "still open",
    untitled: "Notice",
    backdated: "dated back",
  },
  checks: {
    heading: "What is asked",
    note: "Each check is one request, and what counts as an answer. Core checks decide the status, others are shown.",
    core: "decides",
    optional: "only with a key",
    disabled: "kept for history",
    sources: "How we know the address",
    uptime: "Uptime",
  },
  list: {
    headline: (troubled: number, unknown: number, of: number) => {
      if (of === 0) return "No service is judged here yet.";
      const bad =
        troubled === 0 ? "" : `${startCount(troubled)} of ${of} services ${troubled === 1 ? "is" : "are"} not well`;
      const dark = `${startCount(unknown)} ${unknown === 1 ? "service" : "services"} cannot be judged right now`;
      if (troubled === 0 && unknown === 0) return `All ${of} services that are judged here answer.`;
      if (troubled === 0) return `No service that we can see is in trouble; ${dark.toLowerCase()}.`;
      return unknown === 0 ? `${bad}.` : `${bad}; ${dark.toLowerCase()}.`;
    },
    stand:
      "By kind. Each service stands once in each layer it has a part in: to reach it is one thing, that its chain produces blocks another.",
    search: "Find a service",
    hint: "Name, chain or other name",
    go: "Find",
    key: "Press / to search",
    filters: { layer: "Layer", kind: "Kind", status: "Status" },
    any: "all",
    found: (n: string, of: string) => `${n} of ${of} rows`,
    none: "No service is like that.",
    near: "Perhaps: ",
    clear: "Show all",
    chains: "Chains",
    columns: { service: "Service", now: "Now", since: "Since", days: "90 days", uptime: "Uptime, 90 days" },
    noFigure: { no_data: "no data", too_little: "too little data" },
    blind: "The past cannot be read right now: figures are missing.",
  },
  missing: {
    heading: (slug: string) => `We know of no service “${slug}”.`,
    near: "Perhaps: ",
    text: "It may go by another name here, or not be watched.",
    all: "All services",
  },
  pastBlind: "The record of the past does not answer right now. What holds now stands above.",
};

export type ServiceWords = typeof service;
