import { percentText } from "#components/clouds/number.ts";
import type { Words } from "#components/words/words.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import type { ExposedServices } from "#domain/hosting/jurisdiction.ts";

const COLUMNS = ["any", "all", "unknown", "free"] as const;

/** Who is exposed to legal process served on a provider, in words that say no more than that. */
export function Jurisdiction({
  figures,
  countryOf,
  words,
}: {
  figures: ConcentrationFigures;
  countryOf: (code: string) => string;
  words: Words;
}) {
  const { jurisdiction: say } = words.concentration;
  return (
    <section aria-labelledby="jurisdiction" className="border-ink border-t-2 pt-2 pb-6">
      <h2 id="jurisdiction">{say.heading}</h2>
      <p className="max-w-[72ch] pt-0.5 pb-1 text-[13.5px] text-ink-2">{say.note(figures.services)}</p>
      <table className="w-full border-collapse font-cond text-[13px] leading-[18px] desk:max-w-[820px]">
        <caption className="sr-only">{say.heading}</caption>
        <thead>
          <tr className="border-rule border-b text-left align-bottom text-[12px] text-ink-3">
            <th scope="col" className="py-1 pr-3 font-medium">
              {say.country}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="w-[19%] py-1 pl-2 text-right font-medium">
                {say[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.jurisdictions.map((exposure) => (
            <tr key={exposure.country} className="border-rule border-b align-top">
              <th scope="row" className="py-1 pr-3 text-left font-medium text-[14px]">
                {countryOf(exposure.country)}
              </th>
              {COLUMNS.map((column) => (
                <td key={column} className="py-1 pl-2 text-right">
                  <Exposed exposed={exposure[column]} words={words} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="max-w-[72ch] pt-2 text-[13.5px]">{say.wording}</p>
      <ul className="max-w-[72ch] list-disc pt-1 pl-5 text-[13.5px] text-ink-2">
        {say.caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
    </section>
  );
}

function Exposed({ exposed: { share, services }, words }: { exposed: ExposedServices; words: Words }) {
  if (share === null) return "–";
  return (
    <>
      {percentText(share)} <span className="text-ink-3">({words.number(services.length)})</span>
    </>
  );
}
