import { isWorld } from "#app/[lang]/clouds/view.ts";
import { cloudOf, clouds } from "#catalog/clouds/providers.ts";
import { Missing } from "#components/clouds/missing.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { type Language, wordsOf } from "#components/words/words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { placePath } from "#domain/publish/place.ts";
import { answerMissing } from "#server/answer.ts";

/** There is no such cloud, or it has no such region: those that there are. */
export function MissingPlace({
  language,
  provider,
  region,
}: {
  language: Language;
  provider: string;
  region: string | null;
}) {
  const words = wordsOf(language);
  answerMissing();
  const { missing } = words.clouds;
  const cloud = cloudOf(provider);
  const name = providerName(provider);
  return (
    <Shell language={language} words={words} world={isWorld()} path={null}>
      {cloud === null || region === null ? (
        <Missing
          heading={missing.provider(provider)}
          lead={missing.providers}
          known={clouds.map(({ slug }) => ({
            name: providerName(slug),
            path: placePath({ provider: slug, region: null }),
          }))}
          words={words}
        />
      ) : (
        <Missing
          heading={missing.region(region, name)}
          lead={missing.regions}
          known={[
            { name, path: placePath({ provider, region: null }) },
            ...cloud.regions.map(({ id }) => ({ name: id, path: placePath({ provider, region: id }) })),
          ]}
          words={words}
        />
      )}
    </Shell>
  );
}
