import type { ReactNode } from "react";
import { clockOf, langOf } from "#components/replay/text.ts";
import type { Words } from "#components/words/words.ts";
import type { Scorecard, ScoredOutage } from "#domain/drill/scorecard.ts";
import { placeText } from "#domain/publish/place.ts";

interface Props {
  readonly card: Scorecard;
  readonly words: Words;
}

/** What became of a drill: what was modelled beside what was seen of it. */
export function ScorecardPage({ card, words }: Props) {
  const say = words.scorecard;
  const { scenario, run, invented, clouds, samples, failures, assumptions, departures, totals } = card;
  return (
    // A drill is over: its page is not refreshed.
    <div data-still="">
      <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
        <a href={words.replay.at("/replay")}>{words.replay.all}</a>
        <span {...langOf(scenario.title, words)}>{words.replay.text(scenario.title)}</span>
        <b className={card.passed ? "text-operational-t" : "text-major-t"}>{card.passed ? say.passed : say.failed}</b>
      </p>
      <h1 className="pt-4">{say.headline(totals)}</h1>
      <p className="mt-3 max-w-[76ch] pb-5 text-[14.5px] text-ink-2">
        {say.stand(run.speed, run.vantages, words.duration(run.tookMs / 1_000), clockOf(run.from), clockOf(run.to))}
      </p>
      <Part
        heading={say.failures}
        items={failures.map((why) => (
          <span key={words.replay.text(why)} {...langOf(why, words)}>
            {words.replay.text(why)}
          </span>
        ))}
      />
      {card.outages.length > 0 && <Outages outages={card.outages} words={words} />}
      <Part
        heading={say.invented}
        items={invented.map(({ component, detectedAt }) => `${component}, ${clockOf(detectedAt)} UTC`)}
      />
      <Part
        heading={say.clouds}
        items={clouds.map(({ place, began, firstPostAt, seenAt }) =>
          say.cloud(placeText(place), clockOf(began), clockOf(firstPostAt), seenAt === null ? null : clockOf(seenAt)),
        )}
      />
      <Part
        heading={say.samplesHeading}
        items={[
          say.samples(
            words.number(samples.recorded),
            `${(Math.floor(1_000 * samples.coverage) / 10).toFixed(1)}%`,
            words.number(totals.neutral),
            words.number(samples.told),
          ),
        ]}
      />
      <Part
        heading={say.assumptions}
        items={assumptions.map(({ components, from, to, reason }) => (
          <span key={components.join()} {...langOf(reason, words)}>
            {components.join(", ")}, {clockOf(from)}–{clockOf(to)} UTC: {words.replay.text(reason)}
          </span>
        ))}
      />
      <Part heading={say.departures} items={departures.map((text) => words.replay.text(text))} />
      <p className="mt-6 flex flex-wrap gap-x-6 border-ink border-t pt-2 text-[13.5px]">
        {scenario.dossier !== null && <a href={words.replay.at(`/replay/${scenario.dossier}`)}>{say.replay}</a>}
        <a href={`/api/v1/drills/${scenario.id}`}>{say.json}</a>
      </p>
    </div>
  );
}

function Outages({ outages, words }: { outages: readonly ScoredOutage[]; words: Words }) {
  const say = words.scorecard;
  const columns = ["component", "fault", "began", "seen", "after", "said", "cause"] as const;
  return (
    <div>
      <h2 id="outages" className="sec mt-7">
        {say.outages}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section aria-labelledby="outages" tabIndex={0} className="overflow-x-auto">
        <table className="facts values w-full whitespace-nowrap">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className="text-left">
                  {say.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outages.map((outage) => (
              <Outage key={`${outage.component} ${outage.from}`} outage={outage} words={words} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Outage({ outage, words }: { outage: ScoredOutage; words: Words }) {
  const { component, fault, from, seen, saidAt, attribution, named, runnerUp } = outage;
  const say = words.scorecard;
  const cause = named === null ? null : `${placeText(named)}, ${named.score}`;
  return (
    <tr>
      <th scope="row" className="text-left font-mono text-[12.5px]">
        {component}
      </th>
      <td className="font-mono text-[12.5px]">{fault}</td>
      <td>{clockOf(from)}</td>
      <td>{seen === null ? <b className="text-major-t">{say.missed}</b> : clockOf(seen.detectedAt)}</td>
      <td>
        {seen === null ? "–" : words.span(seen.delayMs / 1_000)}
        {seen?.late && ` (${say.late})`}
      </td>
      <td>{saidAt === null ? "–" : clockOf(saidAt)}</td>
      <td className="text-left">
        {say.cause(attribution, cause)}
        {runnerUp !== null && `${words.comma}${say.before(placeText(runnerUp), runnerUp.score)}`}
      </td>
    </tr>
  );
}

function Part({ heading, items }: { heading: string; items: readonly ReactNode[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2 className="sec mt-7">{heading}</h2>
      <ul className="max-w-[92ch] text-[13.5px]">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a scorecard's order is fixed
          <li key={index} className="border-rule border-t py-[5px]">
            {item}
          </li>
        ))}
      </ul>
    </section>
  );
}
