import { BasisChip } from "#components/clouds/chip.tsx";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { EVIDENCE_BASES } from "#domain/hosting/evidence-kinds.ts";
import { placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

/** Ranges that are spelled out; the rest is counted, and stands in the JSON. */
const RANGES = 2;

/** Every piece of evidence for one service, each on a line of its own. */
export function Evidence({
  evidence,
  names,
  words,
  now,
}: {
  evidence: readonly HostingEvidence[];
  /** Of services, by slug. */
  names: ReadonlyMap<string, string>;
  words: Words;
  now: EpochMs;
}) {
  return (
    <ul>
      {evidence.map((item) => (
        <li key={`${item.basis} ${item.region} ${item.source} ${item.via}`} className="py-[1px]">
          <BasisChip basis={item.basis} words={words} /> <Detail item={item} names={names} words={words} now={now} />
        </li>
      ))}
    </ul>
  );
}

function Detail({
  item,
  names,
  words,
  now,
}: {
  item: HostingEvidence;
  names: ReadonlyMap<string, string>;
  words: Words;
  now: EpochMs;
}) {
  const { evidence: say } = words.clouds;
  const place = placeText(item);
  if (item.basis === "transitive") {
    const [supplier = ""] = item.via?.split("/") ?? [];
    return (
      <span className="text-ink-2">
        {say.via(names.get(supplier) ?? supplier)}
        <span className="text-ink-3">{words.bracketed(place)}</span>
      </span>
    );
  }
  if (item.basis === "declared" || item.basis === "vendor") {
    return (
      <span className="text-ink-2">
        {item.claim !== null && <CatalogText text={item.claim} words={words} />}
        <span className="text-ink-3">{words.bracketed(place)}</span>
        {item.from !== null && ` · ${words.shortDate(item.from)}`}
        {item.source !== null && (
          <>
            {" · "}
            <a href={item.source} rel="noreferrer">
              {say.source}
            </a>
          </>
        )}
      </span>
    );
  }
  const at = (instant: EpochMs | null) => (instant === null ? "–" : moment(instant, now, words, "minute"));
  const shown = item.ranges.slice(0, RANGES);
  return (
    <span className="text-ink-2">
      <Sentence text={say.seen(place, at(item.from), at(item.to))} now={now} />
      <span className="text-ink-3">
        {item.vantages.length > 0 && ` · ${say.vantages(item.vantages)}`}
        {shown.length > 0 && ` · ${say.ranges(shown.join(words.comma), item.ranges.length - shown.length)}`}
      </span>
    </span>
  );
}

/** What each kind of evidence is worth, for those kinds that occur. */
export function BasisKey({ evidence, words }: { evidence: readonly HostingEvidence[]; words: Words }) {
  const shown = EVIDENCE_BASES.filter((basis) => evidence.some((item) => item.basis === basis));
  return (
    <dl className="mt-3 grid gap-x-8 gap-y-1 font-cond text-[12.5px] text-ink-2 desk:grid-cols-2">
      {shown.map((basis) => (
        <div key={basis} className="flex items-baseline gap-2">
          <dt className="flex-none">
            <BasisChip basis={basis} words={words} />
          </dt>
          <dd>{words.clouds.basisNotes[basis]}</dd>
        </div>
      ))}
    </dl>
  );
}
