import type { Words } from "#components/words/words.ts";
import { answerUnseen } from "#server/answer.ts";

/** What a page says when its record does not answer. The door sends it only where it has no older page that could see. */
export function Blind({ words }: { words: Words }) {
  answerUnseen();
  return <h1 className="py-8">{words.headline.blind()}</h1>;
}
