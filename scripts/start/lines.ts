/** Levels of pino. */
const WARN = 40;

/** Turns a worker's JSON log line into a plain one; other lines pass as they are. */
export function plainLine(line: string): string | null {
  if (!line.startsWith("{")) return line;
  try {
    const { level, msg, err, time: _, pid: __, hostname: ___, name: ____, v: _____, ...rest } = JSON.parse(line);
    if (typeof msg !== "string") return line;
    const details = Object.entries(rest).map(
      ([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
    const reason = typeof err?.message === "string" ? `: ${err.message}` : "";
    const text = `${msg}${details.length > 0 ? ` (${details.join(", ")})` : ""}${reason}`;
    return level >= WARN ? `! ${text}` : text;
  } catch {
    return line;
  }
}
