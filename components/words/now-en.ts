import { startCount } from "#components/words/headline-en.ts";

const few = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const count = (n: number) => few[n] ?? String(n);
const services = (n: number) => (n === 1 ? "1 service" : `${n} services`);

/** Strings of the page of now below its sentence. Names, moments, durations and sentences come in ready. */
export const now = {
  /** The page's address in this language. */
  at: (path: string): string => path,
  /** Of the page, while something fails. */
  title: (failing: number) => `${failing} failing`,
  stand: {
    seen: (at: string) => `We saw the first failure at ${at}.`,
    said: (who: string, at: string, later: string) => `${who} said so at ${at}, ${later} later.`,
    saidBefore: (who: string, at: string) => `${who} had said so before, at ${at}.`,
    acknowledged: (said: readonly string[], not: readonly string[]) => {
      const more = (names: readonly string[]) =>
        names.length <= 3 ? list(names) : `${names[0]} and ${count(names.length - 1)} others`;
      const have = (names: readonly string[]) => (names.length === 1 ? "has" : "have");
      if (said.length === 0)
        return not.length === 1 ? `${not[0]} has not said so yet.` : `None of them has said so yet.`;
      const first = `${more(said)} ${have(said)} said so`;
      return not.length === 0 ? `${first}.` : `${first}; ${more(not)} ${have(not)} not.`;
    },
    way: "What failed is the way to the chains, not the chains.",
    places: (lost: readonly string[], left: number, of: number) =>
      `We judge from ${left} of ${of} places: ${list(lost)} ${lost.length === 1 ? "has" : "have"} lost ${lost.length === 1 ? "its" : "their"} own network.`,
  },
  tally: { caption: "In trouble now, by stratum", of: (all: string) => `of ${all}` },
  log: {
    heading: "As it was recorded",
    none: "Nothing has been recorded in the last week.",
    measured: "measured",
    said: "said",
    notSaid: "not said",
    /** What stands before and after the words of somebody else. */
    quoted: (who: string): readonly [string, string] => [`${who}: “`, "”"],
    several: (service: string, n: number, of: number) =>
      n === of
        ? `All ${of} parts of ${service} that are watched fail together.`
        : `${startCount(n)} of the ${of} parts of ${service} that are watched fail together.`,
    recovered: (name: string, lasted: string) => `${name} works again, after ${lasted}.`,
    silent: (names: readonly string[]) =>
      names.length === 1
        ? `${names[0]}’s own status page says nothing of it.`
        : `The status pages of ${shortList(names)} say nothing of it.`,
    readAt: (at: string) => `Read at ${at}`,
    post: (n: number) => (n === 1 ? "first post" : `post ${n}`),
    maintenance: "announced maintenance",
    after: (duration: string) => `${duration} after our onset`,
    before: (duration: string) => `${duration} before our onset`,
    onset: (from: string, to: string) => `onset between ${from} and ${to}`,
    places: (n: number, of: number) => `${n} of ${of} ${of === 1 ? "vantage" : "vantages"}`,
    page: "its own status page",
    feed: "its own health feed",
    madeUp: "made up",
    all: "All incidents",
  },
  why: {
    heading: "Why “coinciding with”",
    caption: "Services that stand there against all others",
    services: "Services",
    hit: "hit",
    share: "share",
    dependents: (place: string) => `known to stand on ${place}`,
    others: "all others",
    of: (hit: number, of: number) => `${hit} of ${of}`,
    provisional: (who: string) => `Provisional until ${who} publishes its summary.`,
    scored: "How this is scored",
  },
  unseen: {
    heading: "What we cannot see",
    nothing: "Nothing that we watch is hidden from us right now.",
    unwatched: "Everything: nothing is watched from here yet.",
    unknown: (parts: readonly string[]) =>
      `${parts.join("; ")}. They are shown as unknown, and count as neither up nor down.`,
    each: (names: readonly string[], why: string) => `${list(names)}: ${why}`,
    more: (n: number) => `${n} more`,
    lost: (names: readonly string[]) => `${list(names)} cannot reach the internet: what it measures accuses nobody.`,
    silent: (names: readonly string[]) => `Nothing is heard of ${list(names)}.`,
    refused: (names: readonly string[]) =>
      `${names.length === 1 ? "The clock" : "The clocks"} of ${list(names)} ${names.length === 1 ? "is" : "are"} wrong: nothing measured there is stored.`,
    feeds: (names: readonly string[]) =>
      `What ${list(names)} ${names.length === 1 ? "says of itself" : "say of themselves"} cannot be read.`,
    notMonitored: (n: number) =>
      `${services(n)} in the catalog ${n === 1 ? "is" : "are"} not judged here: closed for good, in need of a key, or only shown.`,
    vantages: "Where we look from",
  },
  before: {
    heading: "It has happened before",
    outage: (place: string, lasted: string, n: number) => `${place}, ${lasted}, ${services(n)}`,
  },
};

/** The first three by name, the rest by number. */
function shortList(names: readonly string[]): string {
  return names.length <= 4 ? list(names) : `${names.slice(0, 3).join(", ")} and ${count(names.length - 3)} others`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export type NowWords = typeof now;
