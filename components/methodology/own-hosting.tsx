import type { Words } from "#components/words/words.ts";
import type { VantageIdentity } from "#domain/vantage.ts";

const HEAD = "py-1 pr-3 font-medium";

/** Where this instance looks from, and whether it may fall with what it watches. */
export function OwnHosting({
  vantages,
  cloudNames,
  words,
}: {
  vantages: readonly VantageIdentity[] | null;
  cloudNames: ReadonlyMap<string, string>;
  words: Words;
}) {
  const say = words.methodology;
  if (vantages === null || vantages.length === 0) return <p className="pt-2 text-ink-2">{say.noVantages}</p>;
  return (
    <table className="mt-2 w-full max-w-[84ch] border-collapse font-cond text-[13px] leading-[18px]">
      <caption className="sr-only">{say.place}</caption>
      <thead>
        <tr className="border-rule border-b text-left align-bottom text-[12px] text-ink-3">
          <th scope="col" className={HEAD}>
            {say.vantage}
          </th>
          <th scope="col" className={HEAD}>
            {say.place}
          </th>
          <th scope="col" className="py-1 font-medium">
            {say.judged}
          </th>
        </tr>
      </thead>
      <tbody>
        {vantages.map((vantage) => (
          <tr key={vantage.name} className="border-rule border-b align-top">
            <th scope="row" className="py-1 pr-3 text-left font-medium text-[14px]">
              {vantage.name}
            </th>
            <td className="py-1 pr-3">
              {[vantage.provider, vantage.region, vantage.country].filter(Boolean).join(words.comma) ||
                words.vantages.unknownPlace}
            </td>
            <td className="py-1">{relation(vantage, cloudNames, words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function relation({ provider }: VantageIdentity, cloudNames: ReadonlyMap<string, string>, words: Words): string {
  const say = words.methodology;
  if (provider === null) return say.standsUnknown;
  const cloud = judgedCloud(provider, cloudNames);
  return cloud === null ? say.standsElsewhere : say.standsOn(cloud);
}

/** The operator writes it by hand: `aws`, `AWS`, `Hetzner Online GmbH`. */
export function judgedCloud(provider: string, cloudNames: ReadonlyMap<string, string>): string | null {
  const words = provider.toLowerCase().split(/[^a-z0-9]+/);
  const stated = words.join(" ");
  for (const [slug, name] of cloudNames) if (words.includes(slug) || stated.includes(name.toLowerCase())) return name;
  return null;
}
