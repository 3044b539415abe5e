import { answerDrawn } from "#app/pictures/answer.ts";

export const dynamic = "force-dynamic";

/** What is shown of the pages about this site itself where they are shared. */
export function GET(): Promise<Response> {
  return answerDrawn({ sentence: async (words) => words.methodology.headline });
}
