import type { Operators, SentenceWords, Settling, Spoken, Tense, Thing } from "#domain/publish/sentence-words.ts";

/** `{is|was}`: both tenses of a clause in one place. Foreign words are put in afterwards and never pass through here. */
function tell(text: string, tense: Tense): string {
  return text.replace(/\{([^{}|]*)\|([^{}|]*)\}/g, tense === "now" ? "$1" : "$2");
}

const spoken = (text: string): Spoken => ({ now: tell(text, "now"), past: tell(text, "past") });

const quoted = (mode: string | null) => (mode === null ? "" : ` ("${mode}")`);
const some = (n: number) => (n === 1 ? "one" : String(n));

/** `6.2 s`, `12 s`, `38 min`, `3 h 20 min`, `2 d 4 h`: two units at most, the smaller one rounded. */
function duration(ms: number): string {
  if (ms < 1_000) return "under 1 s";
  if (ms < 9_950) return `${Math.round(ms / 100) / 10} s`;
  const s = Math.round(ms / 1_000);
  if (s < 120) return `${s} s`;
  const min = Math.round(s / 60);
  if (min < 60) return `${min} min`;
  if (min < 1_440) return two(min, 60, "h", "min");
  return two(Math.round(s / 3_600), 24, "d", "h");
}

function two(n: number, per: number, big: string, small: string): string {
  const rest = n % per;
  return `${Math.floor(n / per)} ${big}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

function list(names: readonly string[], more: number): string {
  const all = more > 0 ? [...names, `${more} more`] : names;
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

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

export const en: SentenceWords = {
  subject: (service, component) =>
    component === null ? service : `${service.replace(/ \([^()]*\)$/, "")} ${component}`,
  sentence: (subject, clause, circumstances) =>
    circumstances === null ? `${subject}: ${clause}.` : `${subject}: ${clause}. ${circumstances}.`,
  retracted: (subject, reason, clause, circumstances) =>
    `${subject}: this incident is retracted${reason === null ? "" : ` (${reason})`}. It had said: ${clause}. ${circumstances}.`,
  circumstances: (when, where) => (where === null ? when : `${when}, ${where}`),
  duration,
  list,
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
  failures: {
    "dns.unreachable": spoken("its name servers {cannot|could not} be reached"),
    "dns.name_not_resolved": spoken("its name {does|did} not resolve"),
    "dns.failed": spoken("the lookup of its name {fails|failed}"),
    "tcp.timed_out": spoken("connections {time|timed} out"),
    "tcp.closed": spoken("connections {are|were} closed before an answer"),
    "tcp.reset": spoken("connections {are|were} reset"),
    "tcp.refused": spoken("connections {are|were} refused"),
    "tcp.aborted": spoken("connections {are|were} aborted"),
    "tcp.address_invalid": spoken("its name {leads|led} to an address that cannot be used"),
    "tcp.address_unreachable": spoken("its address {is|was} not reachable"),
    "tcp.failed": spoken("connections {fail|failed}"),
    "tls.version_or_cipher_mismatch": spoken("it {offers|offered} no encryption that we accept"),
    "tls.bad_client_auth_cert": spoken("it {asks|asked} for a client certificate"),
    "tls.cert.name_invalid": spoken("its certificate {is|was} for another name"),
    "tls.cert.date_invalid": spoken("its certificate {has|had} expired, or {is|was} not yet valid"),
    "tls.cert.authority_invalid": spoken("its certificate {is|was} from an authority that is not trusted"),
    "tls.cert.invalid": spoken("its certificate {is|was} not valid"),
    "tls.cert.revoked": spoken("its certificate {has|had} been revoked"),
    "tls.protocol.error": spoken("the encrypted connection {breaks|broke} off with an error"),
    "tls.failed": spoken("no encrypted connection {can|could} be made"),
    "http.error": spoken("it {answers|answered} with an HTTP error"),
    "http.protocol.error": spoken("its answers {break|broke} the rules of HTTP"),
    "http.response.invalid": spoken("its answers {are|were} not valid HTTP"),
    "http.response.redirect_loop": spoken("it {redirects|redirected} without end"),
    "http.response.timed_out": spoken("it {takes|took} the request and never {answers|answered}"),
    "http.failed": spoken("requests {fail|failed} before an answer {is|was} complete"),
    "payload.not_json": spoken("it {answers|answered}, but not with JSON"),
    "payload.schema": spoken("it {answers|answered}, but not with the data asked for"),
    "payload.rpc_error": spoken("it {answers|answered} calls with an error"),
    "payload.wrong_chain": spoken("it {serves|served} another chain than it should, or a fork of it"),
    "payload.stale": spoken("it {answers|answered}, but with old data"),
    "payload.halted": spoken("it {says|said} that it {is|was} closed"),
    "ws.closed": spoken("its stream {closes|closed} again before any data"),
    "ws.silent": spoken("its stream {opens|opened} and {stays|stayed} silent"),
    abandoned: spoken("requests {are|were} given up before an answer {is|was} complete"),
    unknown: spoken("it {fails|failed} in a way that we have no name for"),
    "neutral.rate_limited": spoken("it {limits|limited} how often we may ask"),
    "neutral.geo_blocked": spoken("it {does|did} not serve the country that we ask from"),
    "neutral.quota": spoken("our quota there {is|was} used up"),
    "neutral.bot_challenge": spoken("its bot protection {does|did} not let us through"),
    "neutral.no_key": spoken("we {have|had} no key for it"),
    "neutral.vantage_down": spoken("our own place {has|had} no network"),
    "neutral.loop_lag": spoken("our own machine {is|was} too busy to measure"),
    "neutral.aborted": spoken("our own measurement {is|was} cut short"),
    "neutral.unproven": spoken("it {has|had} never answered us yet"),
  },
  failure: {
    unnamed: spoken("it {does|did} not answer as it should"),
    status: (status, tense) => tell(`it {answers|answered} with HTTP ${status}`, tense),
    origin: (status, tense) =>
      tell(`its edge {answers|answered} with HTTP ${status}, the servers behind it {do|did} not`, tense),
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
    partial: (places, others, how, tense) => {
      const head = tell("it {fails|failed} from", tense);
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
    someChecks: (checks, how, tense) =>
      `${tell("part of it {fails|failed}", tense)}${checks === null ? "" : ` (${checks.bad} of ${checks.of} checks)`}: ${how}`,
    improved: (clause) => `${clause}; it is better now, but not yet well`,
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
  },
  unknownBecause: (clause) => `we do not know: ${clause}`,
};
