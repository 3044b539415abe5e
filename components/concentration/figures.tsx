import { figureText, percentText } from "#components/clouds/number.ts";
import type { Words } from "#components/words/words.ts";
import type { AccessNakamoto } from "#domain/hosting/access-nakamoto.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import { placeOf } from "#domain/hosting/hosting-graph.ts";
import type { Spread } from "#domain/hosting/spread.ts";
import { providerName } from "#domain/publish/cloud.ts";

interface Row {
  readonly name: string;
  readonly text: string;
  readonly value: string;
  /** What it could be if all were known; empty where that is no question. */
  readonly bounds: string;
}

/** The figures of methods 4, each with what it means and what the unknown could make of it. */
export function FiguresTable({ figures, words }: { figures: ConcentrationFigures; words: Words }) {
  const { figures: say } = words.concentration;
  return (
    <table className="w-full border-collapse text-[13.5px] leading-[19px]">
      <caption className="sr-only">{say.heading}</caption>
      <thead>
        <tr className="border-rule border-b text-left align-bottom font-cond text-[12px] text-ink-3">
          <th scope="col" className="w-[30%] py-1 pr-3 font-medium wide:w-[210px]">
            {say.name}
          </th>
          <th scope="col" className="w-[24%] py-1 pr-3 font-medium wide:w-[190px]">
            {say.value}
          </th>
          <th scope="col" className="hidden py-1 pr-3 font-medium wide:table-cell wide:w-[190px]">
            {say.bounds}
          </th>
          <th scope="col" className="py-1 font-medium">
            {say.meaning}
          </th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(figures, words).map(({ name, text, value, bounds }) => (
          <tr key={name} className="border-rule border-b align-top">
            <th scope="row" className="py-1.5 pr-3 text-left font-cond font-medium text-[14px]">
              {name}
            </th>
            <td className="py-1.5 pr-3 font-cond font-semibold text-[14px]">{value}</td>
            <td className="hidden py-1.5 pr-3 font-cond text-ink-2 wide:table-cell">{bounds}</td>
            <td className="py-1.5 text-ink-2">
              {text}
              {bounds !== "" && (
                <span className="block font-cond text-[13px] text-ink-3 wide:hidden">
                  {say.bounds}
                  {words.colon}
                  {bounds}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowsOf(figures: ConcentrationFigures, words: Words): Row[] {
  const { figures: say } = words.concentration;
  const { origin, region, access } = figures;
  const own = origin.figures;
  const row = (key: keyof typeof say.rows, value: string, bounds = ""): Row => ({ ...say.rows[key], value, bounds });
  const text = (value: number | undefined) => (value === undefined ? say.none : figureText(value));
  const share = own?.entropyNormalised ?? null;
  return [
    row("effective", text(own?.effectiveProviders), effectiveBounds(origin, words)),
    row("effectiveRegions", text(region.figures?.effectiveProviders), effectiveBounds(region, words)),
    row("hhi", text(own?.hhi), origin.hhi === null ? "" : say.between(text(origin.hhi.low), text(origin.hhi.high))),
    row("s", text(own?.s)),
    row(
      "entropy",
      own === null ? say.none : say.bits(figureText(own.entropyBits), share === null ? null : percentText(share)),
    ),
    row("nakamotoThird", whole(own?.nakamoto.third, words), nakamotoBounds(origin.nakamoto.third, words)),
    row("nakamotoHalf", whole(own?.nakamoto.half, words), nakamotoBounds(origin.nakamoto.half, words)),
    row("accessThird", accessText(access.third, words)),
    row("accessHalf", accessText(access.half, words)),
  ];
}

const whole = (value: number | undefined, words: Words) =>
  value === undefined ? words.concentration.figures.none : words.number(value);

/** The inverse of the bounds of HHI: most hands at its least. */
function effectiveBounds({ hhi }: Spread, words: Words): string {
  if (hhi === null || hhi.low === 0) return "";
  return words.concentration.figures.between(figureText(1 / hhi.high), figureText(1 / hhi.low));
}

function nakamotoBounds({ low, high }: Spread["nakamoto"]["third"], words: Words): string {
  const { figures: say } = words.concentration;
  if (low === null) return "";
  return high === null ? say.orMore(words.number(low)) : say.between(words.number(low), words.number(high));
}

function accessText(access: AccessNakamoto | null, words: Words): string {
  const { figures: say } = words.concentration;
  if (access === null) return say.never;
  const names = access.providers.map((node) => providerName(placeOf(node).provider));
  const k = words.number(access.k);
  const count = access.quality === "exact" ? k : say.atMost(k);
  return `${count}${words.colon}${say.namely(names)}${words.bracketed(percentText(access.share))}`;
}
