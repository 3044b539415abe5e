import { fillEnv } from "#domain/check/flatten.ts";
import { isUrl } from "#domain/url.ts";

/** `${NAME}` placeholders: put in from the environment on the way out, and taken out of everything that is shown. */

/** The values that must not be shown, each with the name to show instead. */
export type Secrets = ReadonlyMap<string, string>;

/** Values shorter than this would blot out ordinary text, and are no keys. */
const SHORTEST_SECRET = 6;

/** What of a secret may turn up in an answer: the value, its encoded form and, for a URL, its parts. */
function tracesOf(value: string): string[] {
  const traces = [value, encodeURIComponent(value)];
  if (isUrl(value)) {
    const { username, password, pathname, searchParams, host } = new URL(value);
    traces.push(host, username, password, ...pathname.split("/"), ...searchParams.values());
  }
  return traces.filter((trace) => trace.length >= SHORTEST_SECRET);
}

/** Collects the secrets of one request as they are used. */
export function createSecrets(env: (name: string) => string | undefined): {
  /** The text with every placeholder replaced. Names without a value are added to `missing`. */
  fill(text: string): string;
  read(name: string): string;
  readonly missing: ReadonlySet<string>;
  readonly secrets: Secrets;
} {
  const missing = new Set<string>();
  const secrets = new Map<string, string>();
  const read = (name: string) => {
    const value = env(name) ?? "";
    if (value === "") missing.add(name);
    for (const trace of tracesOf(value)) secrets.set(trace, name);
    return value;
  };
  return {
    fill: (text) => fillEnv(text, read),
    read,
    missing,
    secrets,
  };
}

/** The text with every secret shown as the placeholder it came from. */
export function redact(text: string, secrets: Secrets): string {
  // Longest first: a URL goes as a whole before its parts do.
  const traces = [...secrets].sort(([left], [right]) => right.length - left.length);
  return traces.reduce((shown, [trace, name]) => shown.replaceAll(trace, `\${${name}}`), text);
}
