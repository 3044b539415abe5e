import { sentenceOfCloud } from "#app/[lang]/sentences.ts";
import { answerDrawn, nameOfFile } from "#app/pictures/answer.ts";
import { standsOn } from "#app/pictures/stands-on.ts";

export const dynamic = "force-dynamic";

/** What is shown of a cloud's page where it is shared: what it says, above the services that stand on it. `aws.png` */
export async function GET(_: Request, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  const provider = nameOfFile((await params).provider);
  return answerDrawn({
    sentence: (words, now) => sentenceOfCloud(provider, words, now),
    rows: await standsOn({ provider, region: null }),
  });
}
