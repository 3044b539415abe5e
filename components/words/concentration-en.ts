import { quantities } from "#domain/publish/quantities-en.ts";

const { list } = quantities;

/** Strings of the page of concentration. Figures come in as text. */
export const concentration = {
  nav: "Concentration",
  headline: (place: string, expected: string, of: number) =>
    `If ${place} went dark, about ${expected} of ${of} services would be expected to go with it.`,
  unknown: "We do not know yet what the access layer stands on.",
  stand: (services: number, known: number, unknown: number) =>
    `Counted are the ${services} services with parts that stand somewhere. Of ${known} a host is known, by an address that we met or by what was published; of ${unknown} it is not. What those could change stands beside the figures that can be bounded.`,
  dates: (from: string, to: string, vantages: readonly string[]) =>
    `Addresses met from ${from} to ${to} by ${list(vantages)}; computed `,
  noDates: "No address has been mapped to a provider yet; computed ",
  figures: {
    heading: "In how few hands",
    name: "Figure",
    value: "Value",
    bounds: "If the unknown were known",
    meaning: "In plain words",
    rows: {
      effective: {
        name: "Effective providers",
        text: "As many providers of equal size would be as concentrated as what we see.",
      },
      effectiveRegions: {
        name: "Effective regions",
        text: "The same by region, for the services whose region is known.",
      },
      hhi: {
        name: "HHI",
        text: "The squared shares of all providers, added up: 1 if one carries everything. By service, each with the same weight.",
      },
      s: {
        name: "S",
        text: "How far this is from every service having a provider of its own: 0 is not at all (arXiv 2406.19569).",
      },
      entropy: {
        name: "Entropy",
        text: "How many yes-or-no questions it takes to guess a service's provider; in brackets the share of the most there could be.",
      },
      nakamotoThird: {
        name: "Nakamoto, one third",
        text: "The fewest providers that together carry more than a third of the services.",
      },
      nakamotoHalf: { name: "Nakamoto, one half", text: "The same for more than half." },
      accessThird: {
        name: "Access Nakamoto, one third",
        text: "The fewest providers whose loss at the same time would leave more than a third of the services unreachable, suppliers and edges included.",
      },
      accessHalf: { name: "Access Nakamoto, one half", text: "The same for more than half." },
    },
    between: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
    orMore: (low: string) => `${low} or more`,
    bits: (bits: string, share: string | null) => (share === null ? `${bits} bits` : `${bits} bits (${share})`),
    namely: (names: readonly string[]) => list(names),
    never: "not even all together",
    atMost: (k: string) => `at most ${k}`,
    none: "–",
  },
  whatIf: {
    heading: "What if it went dark",
    note: "Choose a provider or a region: who goes dark with it and by which evidence we say so, what remains, and who else offers the same elsewhere.",
    label: "Take away",
    go: "Show",
    whole: (provider: string) => `${provider}, all of it`,
    back: "Put it back",
    told: (place: string, dark: number, partly: number) => {
      const gone = dark === 0 ? "no service goes dark" : `${dark} ${dark === 1 ? "service goes" : "services go"} dark`;
      const part = partly === 0 ? "" : ` and ${partly} ${partly === 1 ? "loses a part" : "lose a part"}`;
      return `Without ${place}, ${gone}${part}.`;
    },
    remains: (remaining: number, of: number, unplaced: number) =>
      `${remaining} of ${of} services lose nothing that we know of${unplaced === 0 ? "." : `; of ${unplaced} of them we do not know whether they stand elsewhere.`}`,
    chains:
      "Chains are not in this count: many operators make their blocks, and whether one halts is measured, not assumed.",
    none: (place: string) =>
      `Nothing that we watch is known to stand on ${place}. That is all we know; it may be a place we have never met.`,
    dark: "Goes dark",
    partly: "Loses a part",
    evidence: "By which evidence",
    others: "The same elsewhere",
    loses: (parts: readonly string[]) => `loses ${list(parts)}`,
    keeps: (parts: readonly string[]) => `keeps ${list(parts)}`,
    supplied: "through its suppliers alone",
    ways: (chain: string) => `Other ways to ${chain}`,
    kind: "Others of its kind",
    decentralised: "decentralised",
    more: (n: number) => `and ${n} more`,
    nobody: "nobody that is known to stand elsewhere",
    unplaced: (n: number) =>
      `${n} more of which we do not know whether ${n === 1 ? "it stands" : "they stand"} elsewhere`,
    json: "This answer as JSON",
  },
  providers: {
    heading: "By provider",
    note: (draws: string) =>
      `“Carries” counts a service with several hosts as a part of each. “Would go” is the mean of ${draws} draws in which each piece of evidence holds as often as it deserves belief; beside it, what 5% and 95% of the draws do not exceed.`,
    provider: "Provider",
    carries: "Carries",
    would: "Would go with it",
    range: "5–95%",
    uses: "Use it at all",
    edges: (behind: number, of: number) =>
      `${behind} of ${of} services were seen behind an edge: what stands behind it is hidden, and the edge itself is one more thing that can fail.`,
  },
  dark: {
    heading: "If a region went dark",
    note: "Who would go with it, how likely, and by which evidence. A service that was seen in two regions is carried by either.",
    expected: (mean: string, low: string, high: string, of: number) =>
      `${mean} of ${of} services expected, ${low} to ${high} in 90% of the draws`,
    none: "No region is known to carry anything.",
  },
  jurisdiction: {
    heading: "Exposure to legal process",
    note: (of: number) =>
      `By the country of the entity that controls each provider on the path, not by where servers stand. Of ${of} services:`,
    country: "Country",
    any: "At least one such provider on the path",
    all: "No path free of one",
    unknown: "Cannot be told",
    free: "Path known and free",
    wording:
      "The first column reads: exposed to legal process of that country, served on a provider. Nobody is said to read anything.",
    caveats: [
      "It takes legal process, and a provider can be made to hand over only what it holds.",
      "What a chain records is public anyway. What is exposed is what providers hold: accounts, logs, and the keys of custodians.",
      "Other countries have laws of the same kind; motions of comity and agreements between countries limit them.",
      "Name servers and certificate issuers are not in the path that is counted. This is no legal advice.",
    ],
  },
  decentralised: {
    heading: "Decentralised storage and compute, beside the rest",
    note: "The alternatives that are named when a cloud fails. Their networks have many operators; the gateways, consoles and public APIs by which most people reach them stand somewhere, and that is what is compared.",
    figure: "",
    group: "Decentralised",
    rest: "All others",
    services: "Services with parts that stand somewhere",
    known: "Of which a host is known",
    effective: "Effective providers",
    hidden: "Seen behind an edge",
    worstProvider: "Largest loss with one provider",
    worstRegion: "Largest loss with one region",
    uptime: "Uptime, 90 days",
    incidents: (days: number) => `Incidents in ${days} days`,
    incidentsOf: (all: number, attributed: number) =>
      all === 0
        ? "none"
        : `${all}, of which ${attributed} ${attributed === 1 ? "coincides" : "coincide"} with a cloud event`,
    fall: (place: string, share: string) => `${place}, ${share}`,
    uptimeOf: (shown: string, coverage: string) => `${shown} of the ${coverage} measured`,
    noUptime: { no_data: "no data", too_little: "not enough data" },
    member: "Service",
    stands: "Stands on",
    held: "Held up, 90 days",
    doors: (places: readonly string[]) => `its network is asked through operators at ${places.join(", ")}`,
    networkOnly: "no part in one place: only its network is watched",
    unplaced: "not known",
    closed: "closed for good",
  },
  context: {
    heading: "Figures of others, dated",
    note: "Published figures that are often cited for this. They stand beside ours and never enter them.",
    countedBy: "Counted by",
    measures: "Of",
    others: "All others",
    bound: (share: string) => `more than ${share}`,
    also: (share: string, other: string) => `${share} or ${other}`,
    count: (n: string) => n,
    said: "What is said",
    correct: "What is so",
    sources: "Sources",
    verified: "How far we made sure",
  },
  json: "This page as JSON",
};

export type ConcentrationWords = typeof concentration;
