import { cloudOf } from "#catalog/clouds/providers.ts";
import type { Words } from "#components/words/words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import type { FeedScope } from "#domain/publish/feed/address.ts";
import { currentSnapshot } from "#server/snapshot.ts";

/** What a scope is called; null for all there is, undefined for what nobody has. Of services only while the record was read. */
export function nameOfScope(scope: FeedScope, words: Pick<Words, "feeds">): string | null | undefined {
  switch (scope.kind) {
    case "all":
      return null;
    case "service":
      return currentSnapshot().overview?.services.find(({ slug }) => slug === scope.slug)?.name;
    case "layer":
      return words.feeds.layers[scope.layer];
    case "cloud":
      return cloudOf(scope.provider) === null ? undefined : providerName(scope.provider);
  }
}
