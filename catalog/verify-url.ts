/** What may stand in a request's address, and the host it leads to. */

const ENV = /\$\{[A-Z][A-Z0-9_]*\}/g;
const VARIABLE = /\{([A-Za-z][A-Za-z0-9_]*)\}/g;
const SECRET_NAME = /^(?:api-?key|apikey|key|token|access_?token|secret|password)$/i;

/** A whole address from the environment: only the variable's value tells where it leads. */
export function isWholeEnv(url: string): boolean {
  return /^\$\{[A-Z][A-Z0-9_]*\}$/.test(url);
}

/** Names of the `{variables}` in a text. */
export function variablesIn(text: string): string[] {
  return [...text.replace(ENV, "").matchAll(VARIABLE)].flatMap((match) => match[1] ?? []);
}

/** The address with a stand-in for each environment variable, or null when it is none. */
function parse(url: string, standIn: string): URL | null {
  try {
    return new URL(url.replace(ENV, standIn).replace(VARIABLE, "1"));
  } catch {
    return null;
  }
}

/** The host of an address, or null when it comes whole from the environment or is no address. */
export function hostOf(url: string): string | null {
  return isWholeEnv(url) ? null : (parse(url, "x")?.hostname ?? null);
}

/** Why an address cannot stand in the catalog; empty when it can. */
export function urlProblems(url: string, scheme: "https" | "wss"): string[] {
  if (isWholeEnv(url)) return [];
  const rest = url.replace(ENV, "").replace(VARIABLE, "");
  const problems: string[] = [];
  if (/[${}]/.test(rest)) problems.push(`a placeholder is \${NAME} for the environment or {name} for a variable`);
  const parsed = parse(url, "x");
  if (!parsed) return [...problems, "is not an address"];
  if (parsed.protocol !== `${scheme}:`) problems.push(`must begin with ${scheme}://`);
  if (parsed.username !== "" || parsed.password !== "") problems.push("must not carry a user name or password");
  const authority = url.slice(url.indexOf("//") + 2).split(/[/?#]/, 1)[0] ?? "";
  if (/[${}]/.test(authority)) problems.push("a host is written out, or the whole address comes from the environment");
  for (const [name, value] of parse(url, "")?.searchParams ?? []) {
    if (SECRET_NAME.test(name) && value !== "") problems.push(`${name} must come from the environment, as \${NAME}`);
  }
  return problems;
}
