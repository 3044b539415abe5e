import { readFileSync } from "node:fs";

/** What docs/japanese.md asks of whatever is written in Japanese, for the tests that hold texts to it. */

const glossary = readFileSync(new URL("../../../docs/japanese.md", import.meta.url), "utf8");

export const JAPANESE = /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u;

/** Words that the glossary's last column refuses, as patterns. */
export const REFUSED: readonly string[] = glossary
  .split("\n")
  .flatMap((line) => /^\|(?! ---| English)[^|]*\|[^|]*\| ([^|]+) \|$/.exec(line)?.[1] ?? [])
  .flatMap((cell) => cell.split("、"))
  .map((word) => (word.startsWith("ステータス") ? "ステータス(?!ページ)" : word));

/** Spaces between Japanese and Latin letters or figures: only before a value. */
export const SPACES: readonly RegExp[] = [
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}] (?!\d\d:\d\d)[A-Za-z0-9]/u,
  /[A-Za-z0-9}] (?:\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han})/u,
];

/** Punctuation that is not full-width, or doubled. */
export const PUNCTUATION: readonly RegExp[] = [
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}][,.;:!?()]/u,
  /、、|。。|、。|。、|（）|、 |。 [^・]/,
];

/** Loan words without the long vowel at their end. */
export const SHORT_VOWELS =
  /(?:サーバ|ユーザ|プロバイダ|シーケンサ|エクスプローラ|ブラウザ|バリデータ|レジャ|クラスタ)(?!ー)/;
