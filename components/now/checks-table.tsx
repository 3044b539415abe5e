import { GLYPH_OF_STATE, Glyph, stateText } from "#components/ui/glyph.tsx";
import { Waterfall } from "#components/ui/waterfall.tsx";
import { moment, type Words } from "#components/words/words.ts";
import { type CheckState, isFresh } from "#domain/status/answering.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { CheckView, ComponentView, LatestResult } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** The checks of a component: what each proves, and the newest result of each vantage. */
export function ChecksTable({
  component,
  row,
  words,
  now,
}: {
  component: ComponentView;
  row: NowRow;
  words: Words;
  now: EpochMs;
}) {
  const states = new Map(row.states.map(({ check, state }) => [check.id, state]));
  return (
    <ul>
      {component.checks.map((check) => (
        <li key={check.id} className="check">
          <What check={check} words={words} />
          <Results check={check} state={states.get(check.id) ?? "waiting"} words={words} now={now} />
        </li>
      ))}
    </ul>
  );
}

function What({ check, words }: { check: CheckView; words: Words }) {
  const { spec } = check;
  const marks = [
    words.check.every(words.duration(spec.intervalS)),
    spec.vital ? words.check.vital : "",
    spec.tier === "aux" ? words.check.aux : "",
  ].filter(Boolean);
  return (
    <div>
      <p className="proves" lang="en">
        {spec.proves}
      </p>
      <p className="asked">
        <code>{check.id}</code> · {marks.join(" · ")}
        {spec.docUrl && (
          <>
            {" · "}
            <a href={spec.docUrl} rel="noreferrer">
              {words.check.documented}
            </a>
          </>
        )}
      </p>
    </div>
  );
}

function Results({ check, state, words, now }: { check: CheckView; state: CheckState; words: Words; now: EpochMs }) {
  if (state === "not_monitored") {
    const reason = check.coverage[0]?.reason ?? "disabled";
    const text = words.check.reasons[reason as keyof Words["check"]["reasons"]] ?? words.states.not_monitored;
    return <p className="no-result">{text}</p>;
  }
  if (check.latest.length === 0) return <p className="no-result">{words.check.never}</p>;
  return (
    <ul>
      {check.latest.map((result) => (
        <Result key={result.vantage} check={check} result={result} words={words} now={now} />
      ))}
    </ul>
  );
}

const STATE_OF_OUTCOME = { ok: "answers", degraded: "degraded", failed: "fails", neutral: "neutral" } as const;

function Result({ check, result, words, now }: { check: CheckView; result: LatestResult; words: Words; now: EpochMs }) {
  const fresh = isFresh(check, result, now);
  const state: CheckState = fresh ? STATE_OF_OUTCOME[result.outcome] : "expired";
  const details = [
    result.httpStatus === null ? "" : `HTTP ${result.httpStatus}`,
    result.rawCode ?? "",
    ...describeFacts(result, words),
  ]
    .filter(Boolean)
    .map((detail) => ` · ${detail}`);
  return (
    <li className="result">
      <span className={stateText(state)}>
        <Glyph name={GLYPH_OF_STATE[state]} /> <b>{result.failureType ?? words.states[state]}</b>
        <span className="text-ink-2">{details}</span>
      </span>
      <Waterfall timings={result.timings} words={words} />
      <span className="result-ms">{words.number(Math.round(result.timings.totalMs))} ms</span>
      <span className="result-when">
        {result.vantage} · <time dateTime={new Date(result.at).toISOString()}>{moment(result.at, now, words)}</time>
        {` · ${words.ago(words.duration(Math.max(0, now - result.at) / 1_000))}`}
        {result.address !== null && ` · ${words.check.to(result.address)}`}
      </span>
    </li>
  );
}

function describeFacts({ facts }: LatestResult, words: Words): string[] {
  const { check } = words;
  return [
    facts.head_number === undefined ? "" : check.head(words.number(facts.head_number)),
    facts.head_age_s === undefined ? "" : check.headAge(words.duration(facts.head_age_s)),
    facts.last_trade_age_s === undefined ? "" : check.tradeAge(words.duration(facts.last_trade_age_s)),
    facts.data_age_s === undefined ? "" : check.dataAge(words.duration(facts.data_age_s)),
    facts.clock_offset_s === undefined ? "" : check.clock(signed(facts.clock_offset_s)),
    facts.mode ?? "",
  ].filter(Boolean);
}

/** Tenths with their sign; what rounds to nothing has none. */
function signed(value: number): string {
  const sign = Math.abs(value) < 0.05 ? "±" : value < 0 ? "−" : "+";
  return `${sign}${Math.abs(value).toFixed(1)}`;
}
