import { sentenceOfNow } from "#app/[lang]/sentences.ts";
import { answerDrawn } from "#app/pictures/answer.ts";

export const dynamic = "force-dynamic";

/** What is shown of the page of now, and of every page without a picture of its own, where it is shared. */
export function GET(): Promise<Response> {
  return answerDrawn({ sentence: sentenceOfNow, rows: () => true });
}
