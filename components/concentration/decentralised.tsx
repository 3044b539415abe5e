import { BasisChip } from "#components/clouds/chip.tsx";
import { figureText, percentText } from "#components/clouds/number.ts";
import type { Words } from "#components/words/words.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import type { Member } from "#domain/hosting/decentralised.ts";
import type { Fall, GroupFigures } from "#domain/hosting/group-figures.ts";
import { incidentsOf } from "#domain/publish/concentration.ts";
import { placeText } from "#domain/publish/place.ts";
import type { HeldUp } from "#domain/status/held-up.ts";
import { uptimeFigure } from "#domain/uptime/percent.ts";

/** How services held up: null where nothing can be said now. */
export interface Holding {
  readonly decentralised: HeldUp | null;
  readonly others: HeldUp | null;
  readonly members: ReadonlyMap<string, HeldUp | null>;
  readonly incidents: ReadonlyMap<string, { readonly incidents: number; readonly attributed: number }>;
  readonly days: number;
}

interface Props {
  readonly figures: ConcentrationFigures;
  readonly holding: Holding;
  readonly words: Words;
}

/** The alternatives that are named when a cloud fails: what they stand on, and how they held up, beside all others. */
export function Decentralised({ figures, holding, words }: Props) {
  const { decentralised: say } = words.concentration;
  return (
    <section aria-labelledby="decentralised" className="border-ink border-t-2 pt-2 pb-6">
      <h2 id="decentralised">{say.heading}</h2>
      <p className="max-w-[72ch] pt-0.5 pb-1 text-[13.5px] text-ink-2">{say.note}</p>
      <table className="w-full border-collapse font-cond text-[13px] leading-[18px] desk:max-w-[820px]">
        <caption className="sr-only">{say.heading}</caption>
        <thead>
          <tr className="border-rule border-b text-left text-[12px] text-ink-3">
            <td className="w-[40%] py-1 pr-3" />
            <th scope="col" className="w-[30%] py-1 pr-3 font-medium">
              {say.group}
            </th>
            <th scope="col" className="py-1 font-medium">
              {say.rest}
            </th>
          </tr>
        </thead>
        <tbody>
          {comparison(figures, holding, words).map(([name, group, rest]) => (
            <tr key={name} className="border-rule border-b align-top">
              <th scope="row" className="py-1 pr-3 text-left font-normal text-ink-2">
                {name}
              </th>
              <td className="py-1 pr-3">{group}</td>
              <td className="py-1">{rest}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="mt-5 w-full border-collapse font-cond text-[13px] leading-[18px]">
        <caption className="sr-only">{say.group}</caption>
        <thead>
          <tr className="border-rule border-b text-left text-[12px] text-ink-3">
            <th scope="col" className="w-[24%] py-1 pr-3 font-medium wide:w-[190px]">
              {say.member}
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              {say.stands}
            </th>
            <th scope="col" className="w-[26%] py-1 text-right font-medium wide:w-[240px]">
              {say.held}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.members.map((member) => (
            <tr key={member.slug} className="border-rule border-b align-top">
              <th scope="row" className="py-1 pr-3 text-left font-medium text-[14px]">
                {member.name}
              </th>
              <td className="py-1 pr-3">
                <Stands member={member} words={words} />
              </td>
              <td className="py-1 text-right">
                {member.closed ? say.closed : uptimeText(holding.members.get(member.slug) ?? null, words)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Stands({ member, words }: { member: Member; words: Words }) {
  const { decentralised: say } = words.concentration;
  return (
    <>
      {!member.hosted && <p className="text-ink-2">{say.networkOnly}</p>}
      {member.hosted && member.evidence.length === 0 && <p className="text-ink-3">{say.unplaced}</p>}
      {member.evidence.map((item) => (
        <p key={`${item.basis} ${item.provider} ${item.region}`}>
          <BasisChip basis={item.basis} words={words} /> {placeText(item)}
        </p>
      ))}
      {member.doors.length > 0 && <p className="text-ink-3">{say.doors(member.doors.map(placeText))}</p>}
    </>
  );
}

function comparison({ decentralised, others }: ConcentrationFigures, holding: Holding, words: Words) {
  const { decentralised: say, figures: figureWords } = words.concentration;
  const both = (name: string, of: (group: GroupFigures, held: HeldUp | null) => string) =>
    [name, of(decentralised, holding.decentralised), of(others, holding.others)] as const;
  const fall = (one: Fall | null) =>
    one === null ? figureWords.none : say.fall(placeText(one), percentText(one.share));
  return [
    both(say.services, ({ services }) => words.number(services.length)),
    both(say.known, ({ origin }) => words.number(origin.known)),
    both(say.effective, ({ origin }) =>
      origin.figures === null ? figureWords.none : figureText(origin.figures.effectiveProviders),
    ),
    both(say.hidden, ({ edge }) => words.number(edge.known)),
    both(say.worstProvider, ({ worst }) => fall(worst.provider)),
    both(say.worstRegion, ({ worst }) => fall(worst.region)),
    both(say.uptime, (_, held) => uptimeText(held, words)),
    both(say.incidents(holding.days), ({ services }) => {
      const { incidents, attributed } = incidentsOf(services, holding.incidents);
      return say.incidentsOf(incidents, attributed);
    }),
  ];
}

/** A figure and the share of time that it is of, or why there is none. */
function uptimeText(held: HeldUp | null, words: Words): string {
  const { decentralised: say } = words.concentration;
  if (held === null) return say.noUptime.no_data;
  const { kind, shown, coverage } = uptimeFigure(held.seconds["90d"]);
  if (shown !== null) return say.uptimeOf(shown, coverage);
  return kind === "no_data" ? say.noUptime.no_data : say.noUptime.too_little;
}
