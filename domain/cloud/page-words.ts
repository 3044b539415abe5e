/** A text as lower-case words, each with a space before and behind it: " base mainnet ". So whole words can be looked for. */
export function words(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return plain === "" ? " " : ` ${plain} `;
}
