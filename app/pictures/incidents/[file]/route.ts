import { sentenceOfIncident } from "#app/[lang]/sentences.ts";
import { answerDrawn, nameOfFile } from "#app/pictures/answer.ts";

export const dynamic = "force-dynamic";

/** What is shown of an incident's page where it is shared. What holds now is not what it is about. */
export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const id = nameOfFile((await params).file);
  return answerDrawn({ sentence: (words, now) => sentenceOfIncident(id, words, now) });
}
