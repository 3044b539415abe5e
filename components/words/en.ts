import { instance } from "#components/words/about-en.ts";
import { badges } from "#components/words/badges-en.ts";
import { clouds } from "#components/words/clouds-en.ts";
import { concentration } from "#components/words/concentration-en.ts";
import { developers } from "#components/words/developers-en.ts";
import { headline, startCount } from "#components/words/headline-en.ts";
import { incident } from "#components/words/incident-en.ts";
import { live } from "#components/words/live-en.ts";
import { methodology } from "#components/words/methodology-en.ts";
import { now } from "#components/words/now-en.ts";
import { replay } from "#components/words/replay-en.ts";
import { scorecard } from "#components/words/scorecard-en.ts";
import { service } from "#components/words/service-en.ts";
import { strata } from "#components/words/strata-en.ts";
import { subscribe } from "#components/words/subscribe-en.ts";
import { times } from "#components/words/times-en.ts";
import type { Words } from "#components/words/words.ts";
import { en as attributions } from "#domain/publish/attribution-en.ts";
import { feeds } from "#domain/publish/feed-en.ts";
import { quantities } from "#domain/publish/quantities-en.ts";
import { en as sentences } from "#domain/publish/sentences-en.ts";

export const en: Words = {
  ...quantities,
  sentences,
  attributions,
  feeds,
  tagline: "Is it the chain, or only your way to it?",
  nav: { main: "Main", now: "Now", otherLanguage: "日本語", skip: "Skip to the record" },
  title: "Now",
  headline,
  stand: {
    judged: "Judged from what our vantages measure. One failed measurement is evidence, not an outage.",
    offline:
      "The targets below were asked, but our own controls did not answer either. Those results are set aside as neutral and count against nobody.",
    unjudged: "Measurements may still come in, but nothing concludes anything from them: every status is unknown.",
    stale: (at) => `What follows is the last we knew, at ${at}.`,
    unknown: (services) =>
      services === 0
        ? ""
        : services === 1
          ? "One service cannot be judged right now: it counts as neither well nor failing."
          : `${startCount(services)} services cannot be judged right now: they count as neither well nor failing.`,
    maintained: (services) =>
      services.length === 0
        ? ""
        : services.length > 4
          ? `${startCount(services.length)} services are under announced maintenance.`
          : `${quantities.list(services)} ${services.length === 1 ? "is" : "are"} under announced maintenance.`,
  },
  world:
    "Not the internet: this instance probes a made-up world on its own machine. No figure on this page is about a real service.",
  worldInShort: "A made-up world: no real service",
  drill: (what, speed) => `Drill: re-enacting ${what} at ${speed} times its speed.`,
  asOf: (moment) => `as of ${moment}`,
  reporting: (reporting, all) => `${reporting} of ${all} ${all === 1 ? "vantage" : "vantages"} reporting`,
  coverage: (percent) => `coverage last hour ${percent}`,
  layers: {
    access: { name: "Access", asks: "can you reach it" },
    chain: { name: "Chain", asks: "are blocks produced" },
  },
  kinds: {
    exchanges: "Exchanges and brokers",
    rpc: "RPC providers",
    endpoints: "Endpoints of L1s and L2s",
    wallets: "Wallets and explorers",
    decentralised: "Decentralised storage and compute",
    oracles: "Oracles",
  },
  tally: { of: (troubled, all) => `${troubled} of ${all}` },
  statuses: {
    operational: "Operational",
    under_maintenance: "Maintenance",
    unknown: "Unknown",
    degraded_performance: "Degraded",
    partial_outage: "Partial outage",
    major_outage: "Down",
  },
  statusNotes: {
    operational: "it answers as it should, seen now",
    under_maintenance: "announced by whoever runs it; what is measured meanwhile stands beside it",
    unknown: "nobody can say: never taken for good, and accuses nobody",
    degraded_performance: "it answers, but late, old, in part or not always",
    partial_outage: "some of its components are down, others are not",
    major_outage: "it does not answer, for most of our vantages and for several rounds",
  },
  states: {
    answers: "Answers",
    degraded: "Degraded",
    fails: "Failed",
    neutral: "Neutral",
    unproven: "Unproven",
    expired: "Expired",
    waiting: "Not yet measured",
    not_monitored: "Not monitored here",
  },
  row: {
    closed: "closed for good",
    notMonitored: "not monitored here",
    notJudged: "shown, not judged",
    unknown: {
      waiting: "not yet judged",
      no_vantage: "no fresh result",
      vantage_down: "our network is down",
      rate_limited: "rate limited",
      blocked: "we are not let in",
      quota: "quota used up",
      misconfigured: "our request is wrong",
      unreachable: "our way in is down",
      unproven: "never answered yet",
      no_operator: "no operator reached",
      one_operator: "one operator only",
      operators_disagree: "operators disagree",
      edge_only: "only its edge is asked",
      not_monitored: "not monitored here",
      retracted: "verdict taken back",
    },
  },
  maintenance: {
    until: (until, isPast) => (until === null ? "no end given" : `${isPast ? "was to end by" : "until"} ${until}`),
    asAnnounced: "as announced",
    measured: (status) => `measured: ${status}`,
    included: (shown) => `${shown} with announced maintenance as down time`,
  },
  component: {
    since: (since, duration) => `since ${since}, ${duration}`,
    uptime: "Uptime",
    windows: { "24h": "24 h", "7d": "7 d", "30d": "30 d", "90d": "90 d" },
    uptimeOf: (shown, coverage) => `${shown} of the ${coverage} measured`,
    noUptime: { no_data: "no data", too_little: "not enough data" },
  },
  incidents: {
    severities: { minor: "Degraded", major: "Partial outage", critical: "Down" },
    confirmed: (places) => `confirmed from ${places} places`,
    unconfirmed: "seen from one place",
    announced: "began in announced maintenance",
    madeUp: "made up",
  },
  check: {
    every: (interval) => `every ${interval}`,
    never: "not yet measured",
    reasons: {
      key: "needs a key that this instance does not have",
      probe: "no vantage has a probe of its kind",
      disabled: "kept for history",
      retired: "closed for good",
      opted_out: "not monitored: asked us not to",
    },
    vital: "vital",
    aux: "shown, never decides",
    to: (address) => `at ${address}`,
    head: (number) => `head ${number}`,
    headAge: (age) => `${age} old`,
    dataAge: (age) => `data ${age} old`,
    tradeAge: (age) => `last trade ${age} ago`,
    clock: (offset) => `clock ${offset} s`,
    phases: { dns: "name", connect: "connect", tls: "TLS", wait: "wait", download: "download" },
    documented: "documentation",
  },
  vantages: {
    heading: "Where we look from",
    judged: (at, ago, lateness) => `Judged at ${at} (${ago}), ${lateness} after the last round was in.`,
    neverJudged: "Nothing has been judged yet.",
    states: {
      reporting: "Reporting",
      refused: "Refused: its clock is wrong",
      starting: "Starting",
      offline: "Cannot reach the internet",
      silent: "Silent",
      stopped: "Stopped",
    },
    place: "Place",
    unknownPlace: "not stated",
    controls: "Controls",
    controlsAnswer: (ok, of) => `${ok} of ${of} answer`,
    noControls: "not asked yet",
    lastHour: "Coverage, last hour",
    beat: "Last sign of life",
    done: "Measurements since its start",
    doneOf: (done, skipped) => `${done} made, ${skipped} skipped`,
    lost: "Made and lost",
    clock: "Clock, against the database’s",
    clockUnknown: "not compared",
    clockOff: (skew, error, side) =>
      `${side === 0 ? "0 ms" : `${skew} ms ${side > 0 ? "ahead" : "behind"}`} (±${error} ms)`,
    state: "State",
    none: "No worker has announced itself yet.",
  },
  notFound: {
    title: "Not found",
    heading: "There is no such page.",
    text: "The address may be mistyped, or the page may not be built yet.",
    back: "Go to what is happening now",
  },
  badges,
  subscribe,
  developers,
  clouds,
  concentration,
  instance,
  live,
  now,
  replay,
  scorecard,
  strata,
  times,
  methodology,
  incident,
  service,
  foot: {
    probed: (places) => {
      if (places.length === 0) return "Nothing is probed from here yet.";
      const counted = places.length === 1 ? "one vantage" : `${startCount(places.length).toLowerCase()} vantages`;
      return `Probed from ${counted}: ${places.join(", ")}. Failures of our own accuse nobody.`;
    },
    elsewhere: "None stands on a cloud that is judged here.",
    ownHosting: "Our own hosting and blind spots",
    drawn: "Filled is measured by us. Outlined is told by somebody else. Hatched is not known.",
    follow: "Follow",
    feeds: "all feeds and calendars",
    machine: "JSON",
    alive: "is this instance alive",
  },
  catalogText: (text) => text,
  sentenceGap: " ",
  comma: ", ",
  colon: ": ",
  bracketed: (text) => ` (${text})`,
};
