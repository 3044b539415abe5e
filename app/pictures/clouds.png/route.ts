import { sentenceOfClouds } from "#app/[lang]/sentences.ts";
import { answerDrawn } from "#app/pictures/answer.ts";

export const dynamic = "force-dynamic";

/** What is shown of the list of clouds where it is shared. */
export function GET(): Promise<Response> {
  return answerDrawn({ sentence: sentenceOfClouds });
}
