import type { HeadlineWords } from "#components/words/words.ts";
import { quantities } from "#domain/publish/quantities-en.ts";
import type { ChainsSaid, ServicesSaid } from "#domain/status/situation.ts";

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
export const startCount = (n: number) => COUNTS[n] ?? String(n);

const { list, number } = quantities;
/** More names than this make a list, not a sentence. */
const NAMED = 4;

const be = (names: readonly string[]) => (names.length === 1 ? "is" : "are");
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
const componentsOf = (n: number) => `${number(n)} ${n === 1 ? "component" : "components"}`;

/** Who is not well, and with which cloud event that coincides: then who counts, and not how bad it is. */
function coincidingClause(services: ServicesSaid, since: string, place: string): string | null {
  const { down, partly, degraded } = services;
  const all = [...down, ...partly, ...degraded];
  if (all.length < 2) {
    const alone = servicesClause(services, since);
    return alone === null ? null : `${alone}, coinciding with an event at ${place}`;
  }
  const who = all.length < NAMED ? list(all) : `${startCount(all.length).toLowerCase()} services`;
  return `${who} have been failing since ${since}, coinciding with an event at ${place}`;
}

/** Who is not well, in one clause; null for none. */
function servicesClause({ down, partly, degraded }: ServicesSaid, since: string | null): string | null {
  const all = [...down, ...partly, ...degraded];
  if (all.length === 0) return null;
  const how = down.length > 0 ? "down" : partly.length > 0 ? "partly down" : "degraded";
  if (all.length === 1) return since === null ? `${all[0]} is ${how}` : `${all[0]} has been ${how} since ${since}`;
  const isMixed = [down, partly, degraded].filter((names) => names.length > 0).length > 1;
  if (all.length > NAMED) {
    const counts = [`${down.length} down`, `${partly.length} in part`, `${degraded.length} degraded`];
    const told = counts.filter((count) => !count.startsWith("0 ")).join(", ");
    return isMixed
      ? `${startCount(all.length).toLowerCase()} services are failing (${told})`
      : `${startCount(all.length).toLowerCase()} services are ${how}`;
  }
  return [
    down.length === 0 ? "" : `${list(down)} ${be(down)} down`,
    partly.length === 0
      ? ""
      : down.length > 0
        ? `${list(partly)} in part`
        : `${list(partly)} ${be(partly)} partly down`,
    degraded.length === 0 ? "" : `${list(degraded)} ${be(degraded)} degraded`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Chains that are not well come first; the others are the control group and come last. */
function chainClauses({ of, producing, halted, late }: ChainsSaid, since: string | null) {
  const named = (names: readonly string[]) => (names.length > NAMED ? `${number(names.length)} chains` : list(names));
  const stopped =
    halted.length === 1 && since !== null
      ? `${halted[0]} has produced no block since ${since}`
      : `${named(halted)} ${halted.length === 1 ? "produces" : "produce"} no blocks`;
  const before = [
    halted.length === 0 ? "" : stopped,
    late.length === 0 ? "" : `${named(late)} ${be(late)} late with new blocks`,
  ].filter(Boolean);
  return { before, after: otherChains({ of, producing, halted, late }) };
}

function otherChains({ of, producing, halted, late }: ChainsSaid): string {
  const bad = halted.length + late.length;
  if (of === 0 || (producing === 0 && bad > 0)) return "";
  if (producing === 0) return "no chain can be judged right now";
  const one = producing === 1;
  if (bad > 0) return `${producing} other ${one ? "chain keeps" : "chains keep"} producing blocks`;
  if (producing === of) return one ? "the chain is producing blocks" : `all ${of} chains are producing blocks`;
  return one
    ? "the one chain we can see is producing blocks"
    : `the ${producing} chains we can see are producing blocks`;
}

export const headline: HeadlineWords = {
  blind: () => "We cannot see right now: our own record does not answer.",
  noData: () => "We do not know yet: nothing is being measured.",
  nothingYet: () => "We do not know yet: the first measurements are under way.",
  offline: (vantages) =>
    vantages === 1
      ? "This vantage cannot reach the internet, so nothing can be said about anyone else."
      : `None of our ${vantages} vantages can reach the internet, so nothing can be said about anyone else.`,
  silent: (since) => `We have heard nothing from our vantages since ${since} and do not know the present state.`,
  unjudged: (since) => `Nothing has been judged since ${since}, so we do not know the present state.`,
  mostlyUnknown: (known, of, failing) => {
    if (known === 0) return `We can see nothing right now: none of ${componentsOf(of)} can be judged.`;
    const failed =
      failing === 0
        ? ""
        : failing === known
          ? `, and ${failing === 1 ? "it is" : "they are"} not well`
          : `, and ${number(failing)} of them ${failing === 1 ? "is" : "are"} not well`;
    return `We can see little right now: only ${number(known)} of ${componentsOf(of)} can be judged${failed}.`;
  },
  allWell: (unknown, chains) => {
    const chainsSay = otherChains(chains);
    const rest = chainsSay === "" ? "" : `${unknown === 0 ? ", and" : ";"} ${chainsSay}`;
    return unknown === 0 ? `Everything we watch is answering${rest}.` : `Everything we can see is answering${rest}.`;
  },
  maintenance: ({ services, partly }, { at, isPast }, unknown, chains) => {
    const named = services.length > NAMED ? `${startCount(services.length)} services` : list(services);
    const when = at === null ? "" : isPast ? ` that was announced to end by ${at}` : ` until ${at}`;
    const chainsSay = otherChains(chains);
    const others = `everything else we ${unknown === 0 ? "watch" : "can see"} is answering`;
    const rest = chainsSay === "" ? "" : `, and ${chainsSay}`;
    return `${partly ? "Part of " : ""}${named} ${be(services)} under announced maintenance${when}; ${others}${rest}.`;
  },
  trouble: (services, chains, since, place = null) => {
    const alone =
      services.down.length +
        services.partly.length +
        services.degraded.length +
        chains.halted.length +
        chains.late.length ===
      1;
    const { before, after } = chainClauses(chains, alone ? since : null);
    const who =
      place === null ? servicesClause(services, alone ? since : null) : coincidingClause(services, since, place);
    const clauses = [...before, who, after].filter(Boolean);
    return `${capital(clauses.join("; "))}.`;
  },
};
