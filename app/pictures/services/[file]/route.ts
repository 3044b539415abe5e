import { sentenceOfService } from "#app/[lang]/sentences.ts";
import { answerDrawn, nameOfFile } from "#app/pictures/answer.ts";

export const dynamic = "force-dynamic";

/** What is shown of a service's page where it is shared. */
export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const slug = nameOfFile((await params).file);
  return answerDrawn({
    sentence: (words, now) => sentenceOfService(slug, words, now),
    rows: ({ service }) => service.slug === slug,
  });
}
