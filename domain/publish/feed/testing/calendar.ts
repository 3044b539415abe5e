/** A line of iCalendar: its name, its parameters as they stand, and its value. */
export interface CalendarLine {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads iCalendar strictly (RFC 5545, 3.1): every line ends with CRLF, has 75 octets at most, and holds no control character;
 * a folded one goes on after a space. @throws Error saying what is wrong
 */
export function readCalendar(text: string): CalendarLine[] {
  if (!text.endsWith("\r\n")) throw new Error("the last line has no end");
  const lines = text.slice(0, -2).split("\r\n");
  for (const line of lines) {
    if (/\p{Cs}/u.test(line)) throw new Error(`half a character in ${JSON.stringify(line)}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`more than 75 octets: ${line}`);
    if (/\p{Cc}/u.test(line)) throw new Error(`a control character in ${JSON.stringify(line)}`);
  }
  const whole = text.slice(0, -2).replaceAll("\r\n ", "").split("\r\n");
  const read = whole.map((line): CalendarLine => {
    const [, name, value] = /^([A-Z-]+)(?:;[A-Z]+=[A-Z]+)*:(.*)$/u.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no content line: ${line}`);
    return { name, value };
  });
  const open: string[] = [];
  for (const { name, value } of read) {
    if (name === "BEGIN") open.push(value);
    if (name === "END" && open.pop() !== value) throw new Error(`${value} ends what did not begin`);
  }
  if (open.length > 0) throw new Error(`${open.join()} does not end`);
  return read;
}

/** A value of type TEXT as it was meant. @throws Error where a character stands bare that must not */
export function textValue(value: string): string {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`bare: ${value}`);
  return value.replace(/\\(.)/g, (_, character: string) => {
    if (!/[\\;,nN]/.test(character)) throw new Error(`no escape: \\${character}`);
    return /n/i.test(character) ? "\n" : character;
  });
}
