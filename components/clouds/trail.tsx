import type { Words } from "#components/words/words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { placePath } from "#domain/publish/place.ts";

/** The way back up: all clouds, and the provider of a region. */
export function Trail({ provider, words }: { provider: string | null; words: Words }) {
  return (
    <p className="pt-[9px] font-cond text-[13px] text-ink-3">
      <a href={words.clouds.at("/clouds")}>{words.clouds.nav}</a>
      {provider !== null && (
        <>
          {" › "}
          <a href={words.clouds.at(placePath({ provider, region: null }))}>{providerName(provider)}</a>
        </>
      )}
    </p>
  );
}
