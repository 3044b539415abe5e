import { startCount } from "#components/words/headline-en.ts";
import type { ScoredOutage, Totals } from "#domain/drill/scorecard.ts";

export interface ScorecardWords {
  readonly nav: string;
  /** Of the list on the page of replays. */
  readonly listHeading: string;
  readonly listStand: string;
  readonly passed: string;
  readonly failed: string;
  headline(totals: Totals): string;
  /** What a drill is, and how this one was run. */
  stand(speed: number, vantages: number, took: string, from: string, to: string): string;
  readonly outages: string;
  readonly columns: Readonly<Record<"component" | "fault" | "began" | "seen" | "after" | "said" | "cause", string>>;
  readonly missed: string;
  readonly late: string;
  cause(attribution: ScoredOutage["attribution"], named: string | null): string;
  before(place: string, score: number): string;
  readonly invented: string;
  readonly clouds: string;
  cloud(place: string, began: string, posted: string, read: string | null): string;
  readonly samplesHeading: string;
  samples(recorded: string, coverage: string, neutral: string, told: string): string;
  readonly failures: string;
  readonly assumptions: string;
  readonly departures: string;
  readonly replay: string;
  readonly json: string;
  readonly missing: { readonly heading: string; readonly text: string };
}

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const scorecard: ScorecardWords = {
  nav: "Drill",
  listHeading: "Drills",
  listStand: "Outages that were re-enacted on this machine: what this instance would have seen of them.",
  passed: "passed",
  failed: "failed",
  headline: ({ modelled, seen, late, missed, invented, right, wrong, none }) => {
    const made = invented === 0 ? "none was invented" : `${plural(invented, "was", "were")} invented`;
    if (modelled === 0) return `No outage was modelled, and ${made}.`;
    const all = missed === 0 ? `${startCount(modelled)} of ${modelled}` : `${seen} of ${modelled}`;
    const inTime = late === 0 ? "" : ` (${late} late)`;
    const named =
      wrong + none === 0
        ? `${missed === 0 ? "every cause" : "every cause of these"} was right`
        : `the cause was right for ${right}, wrong for ${wrong} and not named for ${none}`;
    return `${all} modelled ${modelled === 1 ? "outage was" : "outages were"} seen${inTime}, and ${made}${seen === 0 ? "" : `; ${named}`}.`;
  },
  stand: (speed, vantages, took, from, to) =>
    `A drill: the real pipeline against stand-ins on this machine, from ${from} to ${to} UTC of that day at ${speed} times its speed, with ${plural(vantages, "vantage", "vantages")}. It took ${took}. Nothing here is about a real service.`,
  outages: "What was modelled, and what was seen",
  columns: {
    component: "Component",
    fault: "Fault",
    began: "Began",
    seen: "Seen",
    after: "After",
    said: "Cloud said",
    cause: "Cause named",
  },
  missed: "missed",
  late: "late",
  cause: (attribution, named) => {
    if (attribution === "unseen") return "–";
    if (named === null) return attribution === "right" ? "none, rightly" : "not named";
    return attribution === "right" ? named : `${named}, wrong`;
  },
  before: (place, score) => `before ${place}, ${score}`,
  invented: "Invented",
  clouds: "What the clouds said",
  cloud: (place, began, posted, read) =>
    `${place}: began ${began}, posted ${posted} UTC, ${read === null ? "and was never read" : `read ${read} UTC`}`,
  samplesHeading: "Measurements",
  samples: (recorded, coverage, neutral, told) =>
    `${recorded} recorded, ${neutral} of them neutral, which accuse nobody; of what was due, ${coverage} told something; ${told} events written for delivery.`,
  failures: "Why it did not pass, or cannot be relied on",
  assumptions: "Assumed",
  departures: "Unlike the day",
  replay: "The replay of the day",
  json: "The scorecard as JSON",
  missing: {
    heading: "There is no such drill here.",
    text: "The scorecards of this instance's drills stand beside its replays.",
  },
};
