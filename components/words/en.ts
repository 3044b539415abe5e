import type { Words } from "#components/words/words.ts";

const COUNTS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
];

/** Counts to twelve as words at the start of a sentence, figures elsewhere. */
const startCount = (n: number) => COUNTS[n] ?? String(n);

const lists = new Intl.ListFormat("en", { type: "conjunction" });
const numbers = new Intl.NumberFormat("en");
const dates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const shortDates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const checksOf = (n: number) => `${numbers.format(n)} ${n === 1 ? "check" : "checks"}`;

export const en: Words = {
  tagline: "Is it the chain, or only your way to it?",
  nav: { main: "Main", now: "Now", otherLanguage: "日本語", skip: "Skip to the record" },
  title: "Now",
  headline: {
    blind: () => "We cannot see right now: our own record does not answer.",
    noData: () => "We do not know yet: nothing is being measured.",
    nothingYet: () => "We do not know yet: the first measurements are under way.",
    offline: (vantages) =>
      vantages === 1
        ? "This vantage cannot reach the internet, so nothing can be said about anyone else."
        : `None of our ${vantages} vantages can reach the internet, so nothing can be said about anyone else.`,
    silent: (since) => `We have heard nothing from our vantages since ${since} and do not know the present state.`,
    mostlyUnknown: (judged, due, failing) => {
      if (judged === 0)
        return `We can see nothing right now: none of ${checksOf(due)} has a fresh result that tells anything.`;
      const failed =
        failing === 0
          ? ""
          : `; ${failing === judged ? (failing === 1 ? "it" : "all") : numbers.format(failing)} failed`;
      return `We can see little right now: only ${numbers.format(judged)} of ${checksOf(due)} ${judged === 1 ? "has" : "have"} a fresh result that tells anything${failed}.`;
    },
    allAnswer: (checks) =>
      checks === 1
        ? "Everything we can see is answering: one check, and it did not fail."
        : `Everything we can see is answering: ${checksOf(checks)}, none failed.`,
    someFail: (names, failing, of) =>
      names.length === 1
        ? `${names[0]} did not answer as it should at the last measurement: ${failing} of ${checksOf(of)} failed.`
        : `${startCount(names.length)} services did not answer as they should at the last measurement: ${names.length <= 4 ? lists.format(names) : `${failing} of ${checksOf(of)} failed`}.`,
  },
  stand: {
    notJudged: "These are the newest measurements, each by itself. One failed measurement is evidence, not an outage.",
    offline:
      "The targets below were asked, but our own controls did not answer either. Those results are set aside as neutral and count against nobody.",
    stale: (at) => `What follows is the last we knew, at ${at}.`,
    degraded: (checks) =>
      checks === 0
        ? ""
        : `${checksOf(checks)} ${checks === 1 ? "is" : "are"} degraded: answered, but late, old or in part.`,
    uncounted: ({ neutral, unproven, expired, waiting }) => {
      const parts = [
        neutral > 0 ? `${neutral} gave a result that says nothing about the target` : "",
        unproven > 0 ? `${unproven} ${unproven === 1 ? "has" : "have"} never answered us yet` : "",
        expired > 0 ? `${expired} ${expired === 1 ? "has" : "have"} only a result that is too old` : "",
        waiting > 0 ? `${waiting} ${waiting === 1 ? "waits" : "wait"} for a measurement` : "",
      ].filter(Boolean);
      return parts.length === 0 ? "" : `Not counted either way: ${lists.format(parts)}.`;
    },
  },
  world:
    "Not the internet: this instance probes a made-up world on its own machine. No figure on this page is about a real service.",
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
  key: "Key: one mark for each check",
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
  stateNotes: {
    answers: "the newest answer is valid and fresh",
    degraded: "an answer, but late, old or partial",
    fails: "no valid answer at the last measurement",
    neutral: "says nothing about the target: our own fault, a rate limit, a block",
    unproven: "fails, but has never answered since it was added: perhaps our address is wrong",
    expired: "the newest result is older than three intervals",
    waiting: "no result yet",
    not_monitored: "closed for good, or needs a key, or its probe is not built yet",
  },
  row: {
    failing: (failing, of) => `${failing} of ${of} failed`,
    closed: "closed for good",
    notMonitored: "not monitored here",
    blockAgo: (age) => `block ${age} ago`,
    marks: (parts) => parts.join(", "),
  },
  check: {
    every: (interval) => `every ${interval}`,
    never: "not yet measured",
    reasons: {
      key: "needs a key that this instance does not have",
      probe: "its probe is not built yet",
      disabled: "kept for history",
      retired: "closed for good",
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
    states: {
      reporting: "Reporting",
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
    state: "State",
    none: "No worker has announced itself yet.",
  },
  about: {
    heading: "How to read this",
    text: [
      "Each row is a service; each mark is one check, drawn by what its newest measurement said. Open a row to see what was asked, what came back and how long each part took.",
      "Access asks whether you can reach a service. Chain asks whether blocks are produced. On the worst days the two have different answers.",
      "Before anyone is blamed, the vantage asks controls that stand in other networks. If they are silent too, the fault is ours.",
    ],
    states: "What the marks mean",
  },
  notFound: {
    title: "Not found",
    heading: "There is no such page.",
    text: "The address may be mistyped, or the page may not be built yet.",
    back: "Go to what is happening now",
  },
  foot: { machine: "The same as JSON", alive: "Is this instance alive" },
  duration: (s) => {
    if (s < 1) return `${s.toFixed(1)} s`;
    if (s < 90) return `${Math.round(s)} s`;
    if (s < 5_400) return `${Math.round(s / 60)} min`;
    if (s < 172_800) return `${Math.round(s / 3_600)} h`;
    return `${Math.round(s / 86_400)} days`;
  },
  ago: (duration) => `${duration} ago`,
  list: (names) => lists.format(names),
  sentenceGap: " ",
  number: (value) => numbers.format(value),
  date: (at) => dates.format(at),
  shortDate: (at) => shortDates.format(at),
};
