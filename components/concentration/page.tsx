import { CarriedList } from "#components/clouds/carried.tsx";
import { BasisKey } from "#components/clouds/evidence.tsx";
import { concentrationHeadline } from "#components/clouds/headline.ts";
import { inServices, percentText } from "#components/clouds/number.ts";
import { ContextFigures } from "#components/concentration/context.tsx";
import { Decentralised, type Holding } from "#components/concentration/decentralised.tsx";
import { FiguresTable } from "#components/concentration/figures.tsx";
import { Jurisdiction } from "#components/concentration/jurisdiction.tsx";
import { TakeAway } from "#components/concentration/take-away.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { Place } from "#domain/attribution/evidence.ts";
import type { ContextFigure } from "#domain/hosting/cloud-provider.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import type { Loss } from "#domain/hosting/loss.ts";
import type { WhatIf } from "#domain/hosting/what-if.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

/** Regions whose loss is written out: the largest. */
const REGIONS = 8;

export interface ConcentrationProps {
  readonly figures: ConcentrationFigures;
  readonly holding: Holding;
  readonly context: readonly ContextFigure[];
  /** What is taken away, and what follows; null where nothing is asked, or nothing is known to stand there. */
  readonly without: Place | null;
  readonly lost: WhatIf | null;
  /** Names of services by slug. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of countries in the page's language. */
  readonly countryOf: (code: string) => string;
  readonly words: Words;
  readonly now: EpochMs;
}

/** In how few hands the access layer lies, what would go dark with a region, and how sure that is. */
export function ConcentrationPage(props: ConcentrationProps) {
  const { figures, holding, context, without, lost, names, countryOf, words, now } = props;
  const say = words.concentration;
  const at = (instant: EpochMs) => moment(instant, now, words, "minute");
  return (
    <>
      <h1 className="pt-6">{concentrationHeadline(figures, words)}</h1>
      <p className="mt-3 max-w-[72ch] text-[14.5px] text-ink-2">
        {say.stand(figures.services, figures.origin.known, figures.origin.unknown)}
      </p>
      <p className="mt-1 pb-6 font-cond text-[13px] text-ink-3">
        {figures.seen === null ? (
          say.noDates
        ) : (
          <Sentence text={say.dates(at(figures.seen.from), at(figures.seen.to), figures.seen.vantages)} now={now} />
        )}
        <time dateTime={new Date(figures.at).toISOString()}>{at(figures.at)}</time>
        {" · "}
        <a href="/api/v1/concentration">{say.json}</a>
      </p>
      <TakeAway figures={figures} without={without} lost={lost} names={names} words={words} now={now} />
      <section aria-labelledby="figures" className="border-ink border-t-2 pt-2 pb-6">
        <h2 id="figures">{say.figures.heading}</h2>
        <FiguresTable figures={figures} words={words} />
      </section>
      <section aria-labelledby="providers" className="border-ink border-t-2 pt-2 pb-6">
        <h2 id="providers">{say.providers.heading}</h2>
        <Providers figures={figures} words={words} />
      </section>
      <section aria-labelledby="dark" className="border-ink border-t-2 pt-2 pb-6">
        <h2 id="dark">{say.dark.heading}</h2>
        <p className="max-w-[72ch] pt-0.5 pb-2 text-[13.5px] text-ink-2">{say.dark.note}</p>
        {figures.regions.length === 0 && <p className="text-ink-2">{say.dark.none}</p>}
        {figures.regions.slice(0, REGIONS).map((loss, index) => (
          <Dark
            isOpen={index === 0}
            key={`${loss.provider}/${loss.region}`}
            loss={loss}
            names={names}
            words={words}
            now={now}
          />
        ))}
        <BasisKey
          evidence={figures.regions
            .slice(0, REGIONS)
            .flatMap(({ services }) => services.flatMap(({ evidence }) => evidence))}
          words={words}
        />
      </section>
      <Jurisdiction figures={figures} countryOf={countryOf} words={words} />
      <Decentralised figures={figures} holding={holding} words={words} />
      <ContextFigures context={context} words={words} />
    </>
  );
}

const HEAD = "py-1 pr-3 font-medium";

function Providers({ figures, words }: { figures: ConcentrationFigures; words: Words }) {
  const { providers: say } = words.concentration;
  const draws = figures.providers[0]?.expected.draws;
  return (
    <>
      {draws !== undefined && (
        <p className="max-w-[72ch] pt-0.5 pb-1 text-[13.5px] text-ink-2">{say.note(words.number(draws))}</p>
      )}
      <table className="w-full border-collapse font-cond text-[13px] leading-[18px] desk:max-w-[820px]">
        <caption className="sr-only">{say.heading}</caption>
        <thead>
          <tr className="border-rule border-b text-left align-bottom text-[12px] text-ink-3">
            <th scope="col" className={HEAD}>
              {say.provider}
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              {say.carries}
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              {say.would}
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              {say.range}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {say.uses}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.providers.map(({ provider, expected, using }) => (
            <tr key={provider} className="border-rule border-b">
              <th scope="row" className="py-1 pr-3 text-left font-medium text-[14px]">
                <a href={words.clouds.at(placePath({ provider, region: null }))}>{providerName(provider)}</a>
              </th>
              <td className="py-1 pr-3 text-right">{carriedText(figures, provider, words)}</td>
              <td className="py-1 pr-3 text-right">{inServices(expected.mean, expected.total)}</td>
              <td className="py-1 pr-3 text-right text-ink-2">
                {words.concentration.figures.between(
                  inServices(expected.low, expected.total),
                  inServices(expected.high, expected.total),
                )}
              </td>
              <td className="py-1 text-right">{words.number(using)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="max-w-[72ch] pt-2 text-[13.5px] text-ink-2">{say.edges(figures.edge.known, figures.services)}</p>
    </>
  );
}

/** What a provider carries as an origin; an edge carries nothing by itself. */
function carriedText({ origin }: ConcentrationFigures, provider: string, words: Words): string {
  const carried = origin.carried.get(provider);
  if (carried === undefined) return words.concentration.figures.none;
  return `${Math.round(carried * 10) / 10} (${percentText(carried / origin.known)})`;
}

/** One region: who goes with it and by which evidence. It unfolds without any script. */
function Dark({
  loss,
  isOpen,
  names,
  words,
  now,
}: {
  loss: Loss;
  isOpen: boolean;
  names: ReadonlyMap<string, string>;
  words: Words;
  now: EpochMs;
}) {
  const { expected } = loss;
  const text = words.concentration.dark.expected(
    inServices(expected.mean, expected.total),
    inServices(expected.low, expected.total),
    inServices(expected.high, expected.total),
    expected.total,
  );
  return (
    <details open={isOpen} className="border-rule border-t" id={`dark-${loss.provider}-${loss.region}`}>
      <summary className="flex flex-wrap items-baseline gap-x-4 py-1 hover:bg-bed">
        <span className="font-cond font-semibold text-[14px] underline decoration-1 underline-offset-2">
          {placeText(loss)}
        </span>
        <span className="font-cond text-[13px] text-ink-2">{text}</span>
      </summary>
      <div className="pb-4">
        <CarriedList services={loss.services} label={placeText(loss)} names={names} words={words} now={now} />
        <p className="pt-1 text-[13px]">
          <a href={words.clouds.at(placePath(loss))}>{placeText(loss)}</a>
        </p>
      </div>
    </details>
  );
}
