import { Glyph, STATE_TEXT } from "#components/ui/glyph.tsx";
import { Waterfall } from "#components/ui/waterfall.tsx";
import type { Words } from "#components/words/words.ts";
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
    <section className="mb-4 last:mb-0">
      <h4 className="font-cond font-semibold text-[13px] text-ink-2">{component.name}</h4>
      <ul>
        {component.checks.map((check) => (
          <li key={check.id} className="border-rule border-t py-1.5">
            <What check={check} words={words} />
            <Results check={check} state={states.get(check.id) ?? "waiting"} words={words} now={now} />
          </li>
        ))}
      </ul>
    </section>
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
      <p className="text-[13.5px] leading-snug" lang="en">
        {spec.proves}
      </p>
      <p className="font-cond text-[12px] text-ink-3">
        <code className="break-all font-mono text-[11.5px]">{check.id}</code> · {marks.join(" · ")}
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
    return <p className="font-cond text-[13px] text-ink-3">{text}</p>;
  }
  if (check.latest.length === 0) return <p className="font-cond text-[13px] text-ink-3">{words.check.never}</p>;
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
  const at = new Date(result.at);
  const details = [
    result.httpStatus === null ? "" : `HTTP ${result.httpStatus}`,
    result.rawCode ?? "",
    ...describeFacts(result, words),
  ]
    .filter(Boolean)
    .map((detail) => ` · ${detail}`);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 py-0.5 font-cond text-[13px] leading-5 desk:grid-cols-[minmax(0,1fr)_110px_56px]">
      <span className={`min-w-0 ${STATE_TEXT[state]}`}>
        <Glyph state={state} /> <b className="font-semibold">{result.failureType ?? words.states[state]}</b>
        <span className="text-ink-2">{details}</span>
      </span>
      <span className="hidden self-center desk:block">
        <Waterfall timings={result.timings} words={words} />
      </span>
      <span className="text-right">{words.number(Math.round(result.timings.totalMs))} ms</span>
      <span className="col-span-2 text-ink-3 desk:col-span-3">
        {result.vantage}, <time dateTime={at.toISOString()}>{at.toISOString().slice(11, 19)} UTC</time>
        {` (${words.ago(words.duration(Math.max(0, now - result.at) / 1_000))})`}
        {result.address !== null && `, ${words.check.from(result.address)}`}
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
    facts.data_age_s === undefined ? "" : check.headAge(words.duration(facts.data_age_s)),
    facts.clock_offset_s === undefined
      ? ""
      : check.clock(`${facts.clock_offset_s < 0 ? "−" : "+"}${Math.abs(facts.clock_offset_s).toFixed(1)} s`),
    facts.mode ?? "",
  ].filter(Boolean);
}
