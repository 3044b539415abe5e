import { judgedCloud } from "#components/methodology/own-hosting.tsx";
import { addressIn, type Language, type Words } from "#components/words/words.ts";
import type { VantageIdentity } from "#domain/vantage.ts";

interface Props {
  readonly vantages: readonly VantageIdentity[];
  /** Of the clouds that are judged here, by slug. */
  readonly cloudNames: ReadonlyMap<string, string>;
  /** There are feeds here: whole addresses can be given. */
  readonly feeds: boolean;
  readonly language: Language;
  readonly words: Words;
}

/** What stands below every page: from where we look, how it is drawn, how to follow it. */
export function Foot({ vantages, cloudNames, feeds, language, words }: Props) {
  return (
    <footer className="mx-auto max-w-[1280px] px-4 text-[13px] text-ink-2 desk:px-8">
      <div className="mt-9 flex flex-wrap gap-x-8 gap-y-2 border-ink border-t pt-3.5 pb-10">
        <p className="min-w-0 flex-1 basis-64 break-words">
          {words.foot.probed(vantages.map((vantage) => placeOf(vantage, words)))}
          {standElsewhere(vantages, cloudNames) && `${words.sentenceGap}${words.foot.elsewhere}`}
          {words.sentenceGap}
          <a href={addressIn(language, "/methodology#own-hosting")}>{words.foot.ownHosting}</a>
        </p>
        <p className="flex-1 basis-64">
          {words.foot.drawn}
          {words.sentenceGap}
          <a href={addressIn(language, "/methodology")}>{words.methodology.nav}</a>
        </p>
        <p className="flex-1 basis-64 [&_a]:inline-block">
          {words.foot.follow}
          {words.colon}
          <a href={addressIn(language, "/subscribe")}>{words.subscribe.nav}</a>
          {feeds && (
            <>
              {words.comma}
              <a href={addressIn(language, "/history.rss")} type="application/rss+xml">
                RSS
              </a>
              {words.comma}
              <a href={addressIn(language, "/developers#feeds")}>{words.foot.feeds}</a>
            </>
          )}
          {words.comma}
          <a href={addressIn(language, "/badges")}>{words.badges.nav}</a>
          {words.comma}
          <a href={addressIn(language, "/developers")}>{words.developers.nav}</a>
          {words.comma}
          <a href="/api/v1/services">{words.foot.machine}</a>
          {words.comma}
          <a href="/readyz">{words.foot.alive}</a>
          <br />
          <a href={addressIn(language, "/about")}>{words.instance.nav}</a>
        </p>
      </div>
    </footer>
  );
}

/** `hel-1 (Helsinki, FI)`, as far as its operator has stated it. */
function placeOf({ name, region, country }: VantageIdentity, words: Words): string {
  const stated = [region, country].filter((part) => part !== null && part !== name).join(words.comma);
  return stated === "" ? name : name + words.bracketed(stated);
}

/** Of each it is stated on what it stands, and that is no cloud which is judged here. */
function standElsewhere(vantages: readonly VantageIdentity[], cloudNames: ReadonlyMap<string, string>): boolean {
  const stated = vantages.every(({ provider }) => provider !== null && judgedCloud(provider, cloudNames) === null);
  return vantages.length > 0 && stated;
}
