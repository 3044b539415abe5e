import { checkName } from "#components/service/latency.tsx";
import { Section } from "#components/service/section.tsx";
import { Standing } from "#components/service/standing.tsx";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { GLYPH_OF_STATE, Glyph, stateText } from "#components/ui/glyph.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { Waterfall } from "#components/ui/waterfall.tsx";
import { moment, type Words } from "#components/words/words.ts";
import { type Chains, tellComponent } from "#domain/publish/component-told.ts";
import { type CheckState, checkState, holdsNow, isFresh, roundSeconds } from "#domain/status/answering.ts";
import type {
  CheckView,
  ComponentView,
  JudgeView,
  LatestResult,
  ServiceView,
  UptimeWindow,
} from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { maintenanceAsDown } from "#domain/uptime/availability.ts";
import { uptimeFigure } from "#domain/uptime/percent.ts";

interface Props {
  readonly service: ServiceView;
  readonly judge: JudgeView | null;
  readonly chains: Chains;
  readonly words: Words;
  readonly now: EpochMs;
}

/** Every component with what is judged of it, its checks, what each proves, and the newest result of each vantage. */
export function Checks({ service, ...context }: Props) {
  const say = context.words.service.checks;
  return (
    <Section id="checks" heading={say.heading}>
      <p className="max-w-[68ch] text-[13.5px] text-ink-2">{say.note}</p>
      {service.components.map((component) => (
        <Component key={component.slug} service={service} component={component} {...context} />
      ))}
    </Section>
  );
}

const SHOWN: readonly UptimeWindow[] = ["24h", "7d", "30d", "90d"];

function Component({ service, component, judge, chains, words, now }: Props & { component: ComponentView }) {
  return (
    <section id={`part-${component.slug}`} className="mt-4 border-ink border-t pt-2">
      <div className="flex flex-wrap items-baseline gap-x-3 font-cond text-[13px] leading-5">
        <h3 className="font-semibold text-[15px]">{words.sentences.component(component.name)}</h3>
        <Standing component={component} judge={judge} words={words} now={now} />
        {holdsNow(component, judge, now) !== null && <Uptime component={component} words={words} />}
        <p className="basis-full font-sans text-[13.5px] text-ink-2">
          <Sentence text={tellComponent(service, component, { judge }, chains, now, words.sentences)} />
        </p>
      </div>
      <ul className="mt-1">
        {component.checks.map((check) => (
          <Check key={check.id} service={service} check={check} words={words} now={now} />
        ))}
      </ul>
    </section>
  );
}

/** The figures that may be printed, with the share of time that each is of. */
function Uptime({ component, words }: { component: ComponentView; words: Words }) {
  return (
    <dl aria-label={words.component.uptime} className="flex flex-wrap gap-x-3.5 text-ink-3">
      {SHOWN.map((window) => {
        const seconds = component.uptime[window];
        const options = { roundSeconds: roundSeconds(component) };
        const { kind, shown, coverage } = uptimeFigure(seconds, options);
        const included = seconds.maintenance > 0 ? uptimeFigure(maintenanceAsDown(seconds), options).shown : null;
        const none = kind === "no_data" || kind === "too_little" ? words.component.noUptime[kind] : "";
        return (
          <div key={window} className="flex gap-1">
            <dt>{words.component.windows[window]}</dt>
            <dd>
              {shown === null ? (
                none
              ) : (
                <b className="font-semibold text-ink-2">{words.component.uptimeOf(shown, coverage)}</b>
              )}
              {included !== null && ` (${words.maintenance.included(included)})`}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Check({ service, check, words, now }: { service: ServiceView; check: CheckView; words: Words; now: EpochMs }) {
  const { spec } = check;
  const say = words.service.checks;
  const tiers = {
    core: spec.vital ? words.check.vital : say.core,
    aux: words.check.aux,
    optional: say.optional,
    disabled: say.disabled,
  };
  const state = checkState(check, now);
  return (
    <li className="grid gap-x-10 border-rule border-t py-1.5 desk:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div>
        <p className="text-[13.5px] leading-snug">
          <CatalogText text={spec.proves} words={words} />
        </p>
        <p className="font-cond text-[12px] text-ink-3 leading-[18px]">
          <code className="break-all font-mono text-[11.5px]">{checkName(check)}</code>
          {` · ${tiers[spec.tier]} · ${words.check.every(words.duration(spec.intervalS))}`}
          {state !== "not_monitored" && (
            <>
              {" · "}
              <a href={words.service.at(`/services/${service.slug}?check=${checkName(check)}#latency`)}>
                {words.service.latency.asChart}
              </a>
            </>
          )}
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
      <Results check={check} state={state} words={words} now={now} />
    </li>
  );
}

function Results({ check, state, words, now }: { check: CheckView; state: CheckState; words: Words; now: EpochMs }) {
  const none = "font-cond text-[13px] text-ink-3";
  if (state === "not_monitored") {
    const reason = check.coverage[0]?.reason ?? "disabled";
    const text = words.check.reasons[reason as keyof Words["check"]["reasons"]] ?? words.states.not_monitored;
    return <p className={none}>{text}</p>;
  }
  if (check.latest.length === 0) return <p className={none}>{words.check.never}</p>;
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
  const state: CheckState = isFresh(check, result, now) ? STATE_OF_OUTCOME[result.outcome] : "expired";
  const facts = describeFacts(result, words).map((fact) => ` · ${fact}`);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_72px] items-baseline gap-x-4 py-0.5 font-cond text-[13px] leading-5 desk:grid-cols-[minmax(0,1fr)_110px_72px]">
      <span className={`break-words ${stateText(state)}`}>
        <Glyph name={GLYPH_OF_STATE[state]} />{" "}
        <b className="font-semibold">{result.failureType ?? words.states[state]}</b>
        <span className="text-ink-2">
          {result.httpStatus !== null && ` · HTTP ${result.httpStatus}`}
          {result.rawCode !== null && (
            <>
              {" · "}
              <code className="font-[inherit]">{result.rawCode}</code>
            </>
          )}
          {facts}
        </span>
      </span>
      <span className="hidden self-center desk:block">
        <Waterfall timings={result.timings} words={words} />
      </span>
      <span className="whitespace-nowrap text-right">{words.number(Math.round(result.timings.totalMs))} ms</span>
      <span className="col-span-full text-ink-3">
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
