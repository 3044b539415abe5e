import { CatalogText } from "#components/ui/catalog-text.tsx";
import type { Words } from "#components/words/words.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import { isUrl } from "#domain/url.ts";

/** Why a service is closed or uncertain, in the catalog's words, with the sources. */
export function Lifecycle({ service: { lifecycle }, words }: { service: ServiceView; words: Words }) {
  const { state, note, sources = [] } = lifecycle;
  if (state === "active" || (note === undefined && sources.length === 0)) return null;
  return (
    <p className="mt-2 max-w-[68ch] text-[13.5px] text-ink-2">
      {note !== undefined && <CatalogText text={note} words={words} />}
      {sources.length > 0 && (
        <span className="text-ink-3">
          {` ${words.service.stand.sources}${words.colon}`}
          {sources.map((source, index) => (
            <span key={source}>
              {index > 0 && words.comma}
              <a href={source} rel="noreferrer">
                {hostOf(source)}
              </a>
            </span>
          ))}
        </span>
      )}
    </p>
  );
}

function hostOf(url: string): string {
  return isUrl(url) ? new URL(url).host.replace(/^www\./, "") : url;
}
