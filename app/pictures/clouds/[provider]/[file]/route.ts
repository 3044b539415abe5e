import { sentenceOfRegion } from "#app/[lang]/sentences.ts";
import { answerDrawn, nameOfFile } from "#app/pictures/answer.ts";
import { standsOn } from "#app/pictures/stands-on.ts";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ provider: string; file: string }>;
}

/** What is shown of a region's page where it is shared: what would go with it, above the services that stand there. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { provider, file } = await params;
  const region = nameOfFile(file);
  return answerDrawn({
    sentence: (words) => sentenceOfRegion(provider, region, words),
    rows: await standsOn({ provider, region }),
  });
}
