import { Evidence } from "#components/clouds/evidence.tsx";
import type { Words } from "#components/words/words.ts";
import type { Place } from "#domain/attribution/evidence.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import { placeName } from "#domain/hosting/place.ts";
import type { Alternative, Offer, Struck, WhatIf } from "#domain/hosting/what-if.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

/** Alternatives that are named for each loss; the rest is counted, and stands in the JSON. */
const NAMED = 6;
/** Of an alternative that stands on many places. */
const PLACES = 2;

interface Props {
  readonly figures: ConcentrationFigures;
  /** What is taken away; null while nothing is. */
  readonly without: Place | null;
  /** What follows; null where nothing is known to stand there. */
  readonly lost: WhatIf | null;
  /** Of services, by slug. */
  readonly names: ReadonlyMap<string, string>;
  readonly words: Words;
  readonly now: EpochMs;
}

/** A form that takes one place away, and who goes dark with it. It is an address: no script is needed. */
export function TakeAway(props: Props) {
  const { without, lost, words } = props;
  const say = words.concentration.whatIf;
  return (
    <section id="without" aria-labelledby="without-heading" className="border-ink border-t-2 pt-2 pb-6">
      <h2 id="without-heading">{say.heading}</h2>
      <p className="max-w-[72ch] pt-0.5 pb-2 text-[13.5px] text-ink-2">{say.note}</p>
      <Form {...props} />
      {without !== null && lost === null && <p className="max-w-[72ch] pt-3">{say.none(placeText(without))}</p>}
      {lost !== null && <Lost lost={lost} names={props.names} words={words} now={props.now} />}
    </section>
  );
}

/** Every provider that carries anything, by name, with its regions below it. */
function Form({ figures, without, words }: Props) {
  const say = words.concentration.whatIf;
  const [largest] = figures.regions;
  const asked = without ?? largest ?? null;
  const providers = figures.providers.map(({ provider }) => provider).toSorted();
  return (
    <form
      action={words.clouds.at("/concentration#without")}
      method="get"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 print:hidden"
    >
      <label htmlFor="place" className="font-semibold text-[14px]">
        {say.label}
      </label>
      <select
        id="place"
        name="without"
        key={asked === null ? "" : placeName(asked)}
        defaultValue={asked === null ? undefined : placeName(asked)}
        className="h-8 min-w-0 max-w-full rounded-btn border border-ink-3 bg-paper px-2 text-[14px] text-ink"
      >
        {providers.map((provider) => (
          <optgroup key={provider} label={providerName(provider)}>
            <option value={provider}>{say.whole(providerName(provider))}</option>
            {regionsOf(figures, provider).map((place) => (
              <option key={place.region} value={placeName(place)}>
                {placeText(place)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button type="submit" className="h-8 rounded-btn border border-ink px-3 font-cond font-medium text-[13px]">
        {say.go}
      </button>
      {without !== null && (
        <a href={words.clouds.at("/concentration")} className="text-[13px]">
          {say.back}
        </a>
      )}
    </form>
  );
}

function regionsOf({ regions }: ConcentrationFigures, provider: string): Place[] {
  return regions
    .filter((one) => one.provider === provider)
    .map(({ region }) => ({ provider, region }))
    .sort((a, b) => ((a.region ?? "") < (b.region ?? "") ? -1 : 1));
}

type Told = Pick<Props, "names" | "words" | "now">;

function Lost({ lost, ...props }: Told & { lost: WhatIf }) {
  const { words } = props;
  const say = words.concentration.whatIf;
  const { dark, partly, remaining, services, unplaced } = lost;
  return (
    <>
      <p className="pt-4 font-semibold font-serif text-[19px] leading-snug">
        {say.told(placeText(lost), dark.length, partly.length)}
      </p>
      <p className="max-w-[72ch] pt-1 pb-2 text-[14px] text-ink-2">
        {say.remains(remaining, services, unplaced)}
        {words.sentenceGap}
        {say.chains}
      </p>
      <StruckTable heading={say.dark} struck={dark} {...props} />
      <StruckTable heading={say.partly} struck={partly} {...props} />
      <p className="pt-2 text-[13px]">
        <a href={`/api/v1/concentration?without=${encodeURIComponent(placeName(lost))}`}>{say.json}</a>
      </p>
    </>
  );
}

/** On a phone the three columns stand one below the other. */
const GRID = "grid gap-x-6 gap-y-1 desk:grid-cols-[200px_minmax(0,1fr)_minmax(0,1fr)]";

function StruckTable({ heading, struck, ...props }: Told & { heading: string; struck: readonly Struck[] }) {
  const say = props.words.concentration.whatIf;
  if (struck.length === 0) return null;
  return (
    <div className="pt-2 font-cond text-[13px] leading-[18px]">
      <p aria-hidden="true" className={`${GRID} border-rule border-b py-1 font-medium text-[12px] text-ink-3`}>
        <span>{heading}</span>
        <span className="hidden desk:inline">{say.evidence}</span>
        <span className="hidden desk:inline">{say.others}</span>
      </p>
      <ul aria-label={heading}>
        {struck.map((one) => (
          <li key={one.slug} className={`${GRID} border-rule border-b py-1.5`}>
            <Loser struck={one} {...props} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Loser({ struck, names, words, now }: Told & { struck: Struck }) {
  const say = words.concentration.whatIf;
  const { slug, name, kind, lost, left, evidence, offers } = struck;
  return (
    <>
      <div>
        <a href={words.service.at(`/services/${slug}`)} className="font-medium text-[14px]">
          {name}
        </a>
        <span className="block text-ink-3">{words.service.kinds[kind]}</span>
        {left.length > 0 && (
          <>
            <span className="block text-major-t">{say.loses(lost.map((part) => partName(part, words)))}</span>
            <span className="block text-ink-2">{say.keeps(left.map((part) => partName(part, words)))}</span>
          </>
        )}
      </div>
      <div className="min-w-0 break-words">
        <span className="text-[12px] text-ink-3 desk:sr-only">{say.evidence}</span>
        {evidence.length === 0 ? (
          <p className="text-ink-2">{say.supplied}</p>
        ) : (
          <Evidence evidence={evidence} names={names} words={words} now={now} />
        )}
      </div>
      <div className="min-w-0">
        <span className="text-[12px] text-ink-3 desk:sr-only">{say.others}</span>
        {offers.map((offer) => (
          <Others key={offer.chain?.slug ?? ""} offer={offer} words={words} />
        ))}
      </div>
    </>
  );
}

function partName({ name }: Struck["lost"][number], words: Words): string {
  return words.sentences.component(name);
}

/** Who offers the same and is known to stand elsewhere; how many more there are of whom that is not known. */
function Others({ offer: { chain, elsewhere, unplaced }, words }: { offer: Offer; words: Words }) {
  const say = words.concentration.whatIf;
  const shown = elsewhere.slice(0, NAMED);
  return (
    <p>
      <span className="text-ink-3">
        {chain === null ? say.kind : say.ways(chain.name)}
        {words.colon}
      </span>
      {elsewhere.length === 0 && say.nobody}
      {shown.map((one, index) => (
        <span key={one.slug}>
          {index > 0 && words.comma}
          <a href={words.service.at(`/services/${one.slug}`)}>{one.name}</a>
          <span className="text-ink-3">{words.bracketed(whereText(one, words))}</span>
        </span>
      ))}
      {elsewhere.length > shown.length && `${words.comma}${say.more(elsewhere.length - shown.length)}`}
      {unplaced.length > 0 && <span className="text-ink-3">{`${words.comma}${say.unplaced(unplaced.length)}`}</span>}
    </p>
  );
}

function whereText({ places, decentralised }: Alternative, words: Words): string {
  const say = words.concentration.whatIf;
  const shown = places.slice(0, PLACES).map(placeText);
  const more = places.length > shown.length ? [say.more(places.length - shown.length)] : [];
  return [...(decentralised ? [say.decentralised] : []), ...shown, ...more].join(words.comma);
}
