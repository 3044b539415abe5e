import { failures } from "#domain/publish/failures-en.ts";
import { quantities } from "#domain/publish/quantities-en.ts";
import { spoken, tell } from "#domain/publish/sentence-tense.ts";
import type { Circumstances, Operators, SentenceWords, Settling, Thing } from "#domain/publish/sentence-words.ts";

const quoted = (mode: string | null) => (mode === null ? "" : ` ("${mode}")`);
const some = (n: number) => (n === 1 ? "one" : String(n));

const OLD: Readonly<Record<Thing, (age: string | null) => string>> = {
  block: (age) =>
    age === null
      ? "it {answers|answered}, but without a new block"
      : `it {answers|answered}, but its newest block {is|was} ${age} old`,
  market: (age) =>
    `it {answers|answered}, but its market {stands|stood} still${age === null ? "" : `: its newest data {are|were} ${age} old`}`,
  data: (age) =>
    age === null
      ? "it {answers|answered}, but not with present data"
      : `it {answers|answered}, but its newest data {are|were} ${age} old`,
};

const SETTLING: Readonly<Record<Settling, (age: string | null) => string>> = {
  batches: (age) =>
    age === null
      ? "batches {are|were} late in reaching the parent chain"
      : `batches {have|had} not reached the parent chain for ${age}`,
  proofs: (age) =>
    `proofs {are|were} late${age === null ? "" : `: the newest block proved on the parent chain {is|was} ${age} old`}`,
  final: (age) => `finality {lags|lagged}${age === null ? "" : `: the newest final block {is|was} ${age} old`}`,
  safe: (age) => `the safe head {lags|lagged}${age === null ? "" : `: the newest safe block {is|was} ${age} old`}`,
};

const whoLacks = (operators: Operators | null) =>
  operators === null
    ? "independent operators {have|had} had no new block"
    : `${operators.agree} of ${operators.of} independent operators {have|had} had no new block`;

const circumstancesText = ({ when, where }: Circumstances) => (where === null ? when : `${when}, ${where}`);

export const en: SentenceWords = {
  quantities,
  component: (name) => name,
  subject: (service, component) =>
    component === null ? service : `${service.replace(/ \([^()]*\)$/, "")} ${component}`,
  group: (isOutage, names, more) =>
    `${isOutage ? "Outage" : "Degraded"}: ${quantities.list(more === 0 ? names : [...names, `${more} more`])}`,
  sentence: (subject, clause, circumstances) =>
    circumstances === null ? `${subject}: ${clause}.` : `${subject}: ${clause}. ${circumstancesText(circumstances)}.`,
  retracted: (subject, reason, clause, circumstances) =>
    `${subject}: this incident is retracted${reason === null ? "" : ` (${reason})`}. It had said: ${clause}. ${circumstancesText(circumstances)}.`,
  when: {
    since: (at) => `Since ${at} UTC`,
    began: (lastGood, firstBad) => `Began between ${lastGood} and ${firstBad} UTC`,
    span: (from, to, lasted) => `From ${from} to ${to} UTC (${lasted})`,
    beganAndEnded: (lastGood, firstBad, to, lasted) =>
      `Began between ${lastGood} and ${firstBad}, over at ${to} UTC (at least ${lasted})`,
  },
  where: {
    one: () => "seen from one place",
    some: (n, of) => `seen from ${some(n)} of ${of} places`,
    all: (n) => `seen from all ${n} places`,
  },
  failures,
  failure: {
    unnamed: spoken("it {does|did} not answer as it should"),
    status: (status, tense) => tell(`it {answers|answered} with HTTP ${status}`, tense),
    origin: (status, tense) =>
      tell(`its edge {answers|answered} with HTTP ${status}, the servers behind it {do|did} not`, tense),
    edge: (status, tense) => tell(`its edge {fails|failed} by itself, with HTTP ${status}`, tense),
  },
  stale: {
    behind: (lag, tense) =>
      tell(
        `it {answers|answered}, but its newest block {is|was} ${lag === null ? "" : `${lag} `}behind the other operators'`,
        tense,
      ),
    old: (thing, age, tense) => tell(OLD[thing](age), tense),
    ahead: spoken("it {answers|answered}, but its newest data {are|were} dated in the future"),
    tooOld: (clause) => `${clause}, too old to be of use`,
    settling: (what, age, moves, tense) =>
      tell(`${moves ? "new blocks {are|were} made, but " : ""}${SETTLING[what](age)}`, tense),
  },
  chain: {
    moves: (operators, tense) =>
      tell(
        `new blocks {are|were} made${operators === null ? "" : `, as ${operators.agree} of ${operators.of} independent operators {show|showed}`}`,
        tense,
      ),
    waits: () => "we do not know yet: its newest block is old, and a second look will tell",
    late: (operators, age, halted, tense) =>
      tell(
        `${halted ? "for most the chain {stands|stood} still: " : ""}${whoLacks(operators)}${age === null ? "" : ` for ${age}`}`,
        tense,
      ),
    frozen: (age, halted, tense) => {
      const how = halted ? `for ${age} {now|at least}` : `{so far for|for} ${age}`;
      const head = "no operator {has|had} a new block: block production {stands|stood} still";
      return tell(age === null ? head : `${head}, ${how}`, tense);
    },
  },
  says: {
    answers: spoken("it {answers|answered}"),
    chainStands: spoken(
      "it {answers|answered}; what it {serves|served} {is|was} old only because the chain behind it {stands|stood} still",
    ),
    closed: (market, mode, tense) =>
      tell(
        market
          ? "it {says|said} that its market {is|was} closed"
          : "it {says|said} of itself that it {is|was} out of service",
        tense,
      ) + quoted(mode),
    limited: (mode, tense) =>
      tell("it {answers|answered}, but {says|said} that its market {takes|took} some orders only", tense) +
      quoted(mode),
    partial: (names, more, others, how, tense) => {
      const head = tell("it {fails|failed} from", tense);
      const places = quantities.list(more > 0 ? [...names, `${more} more`] : names);
      if (others <= 0) return `${head} ${places} (${how})`;
      const rest = others === 1 ? "one other place {gets|got} answers" : `${others} other places {get|got} answers`;
      return `${head} ${places} only (${how}); ${tell(rest, tense)}`;
    },
    intermittent: (failures, how, tense) =>
      `${tell("it {comes and goes|came and went}", tense)}${failures === null ? "" : ` (${failures} ${failures === 1 ? "failure" : "failures"} within 20 rounds)`}: ${how}`,
    recovering: (how, tense) =>
      `${tell("it {answers|answered} again and {is|was} still being watched", tense)}: ${how}`,
    slow: (slowest, limit, tense) =>
      tell("it {answers|answered}, but slowly", tense) +
      (slowest === null
        ? ""
        : `: ${tell(`one answer in twenty {takes|took} ${slowest} or longer`, tense)}${limit === null ? "" : ` (limit ${limit})`}`),
    refused: (status, tense) =>
      `${tell("it {refuses|refused} our requests", tense)} (${status === null ? "" : `HTTP ${status}; `}may be bot protection)`,
    someResolvers: (how, tense) => `${tell("only some resolvers {give|gave} its address", tense)}: ${how} at others`,
    someChecks: (checks, how, tense) =>
      `${tell("part of it {fails|failed}", tense)}${checks === null ? "" : ` (${checks.bad} of ${checks.of} checks)`}: ${how}`,
    improved: (clause) => `${clause}; it is better now, but not yet well`,
    unwatched: (clause, at) => `${clause}; it has not been watched since ${at} UTC, and how it ended is not known`,
  },
  unknown: {
    waiting: "we do not know yet: the first results are under way",
    no_vantage: "we do not know: none of our places has a fresh result",
    vantage_down: "we do not know: our own places have lost their network",
    rate_limited: "we do not know: it limits how often we may ask",
    blocked: "we do not know: it does not admit requests from where we ask (country or bot protection)",
    quota: "we do not know: our quota there is used up",
    misconfigured: "we do not know: our own request or key is not right",
    unreachable:
      "we do not know: the endpoint that we look through gives us no answer, and says nothing of what is behind it",
    unproven: "it has never answered us since it was added: perhaps our address is wrong",
    no_operator: "we do not know: we reach none of its independent operators",
    one_operator: "we do not know: we reach only one independent operator, and one alone proves nothing",
    operators_disagree: "we do not know: its independent operators show different blocks",
    edge_only: "its edge answers; what is behind it is not asked here",
    not_monitored: "it is not monitored here",
    retracted: "we do not know: what we said of it was taken back, and no good answer has come since",
  },
  unknownBecause: (clause) => `we do not know: ${clause}`,
  unjudged: {
    closed: "it has closed for good",
    shown: "what is asked of it here is shown, and decides nothing",
  },
};
