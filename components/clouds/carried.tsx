import { Evidence } from "#components/clouds/evidence.tsx";
import { beliefText } from "#components/clouds/number.ts";
import type { Words } from "#components/words/words.ts";
import type { Carried } from "#domain/hosting/carried.ts";
import type { EpochMs } from "#domain/time.ts";

/** Below this a loss is not worth a figure: several pieces of evidence would have to be wrong at once. */
const HARDLY = 0.005;

/** On a phone the evidence stands below the name, where it has the whole width. */
const GRID = "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 desk:grid-cols-[190px_120px_minmax(0,1fr)]";

/** Who stands on a place: how likely each would go with it, and by which evidence we say so. */
export function CarriedList({
  services,
  label,
  names,
  words,
  now,
}: {
  services: readonly Carried[];
  label: string;
  names: ReadonlyMap<string, string>;
  words: Words;
  now: EpochMs;
}) {
  const { table } = words.clouds;
  return (
    <div className="font-cond text-[13px] leading-[18px]">
      <p aria-hidden="true" className={`${GRID} border-rule border-b py-1 font-medium text-[12px] text-ink-3`}>
        <span>{table.service}</span>
        <span className="text-right">{table.chance}</span>
        <span className="hidden desk:inline">{table.evidence}</span>
      </p>
      <ul aria-label={label}>
        {services.map(({ slug, name, probability, evidence }) => (
          <li key={slug} className={`${GRID} border-rule border-b py-1`}>
            <span className="font-medium text-[14px]">{name}</span>
            <span className="text-right">
              <span className="sr-only">{`${table.chance}${words.colon}`}</span>
              {probability < HARDLY ? table.never : beliefText(probability)}
            </span>
            <div className="col-span-2 min-w-0 break-words desk:col-span-1">
              <Evidence evidence={evidence} names={names} words={words} now={now} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
