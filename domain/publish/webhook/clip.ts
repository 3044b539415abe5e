/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** At most so many UTF-16 units (what Slack, Discord and PagerDuty count), never half a letter; an ellipsis says that it was cut. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = "";
  for (const letter of text) {
    if (kept.length + letter.length > longest - 1) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** Whole lines as long as they fit into so many units; the first is cut where it alone is too long. */
export function clipLines(lines: readonly string[], longest: number): string {
  const [first = "", ...rest] = lines;
  let text = clip(first, longest);
  for (const line of rest) {
    if (text.length + 1 + line.length > longest) break;
    text += `\n${line}`;
  }
  return text;
}
