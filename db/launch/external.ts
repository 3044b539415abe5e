import { ensureDatabase, selectOne, urlWithDatabase } from "./database.ts";
import { codeOf, messageOf } from "./errors.ts";
import type { RunningPostgres } from "./launch.ts";

const DEFAULT_PORT = 5432;

/**
 * The database `DATABASE_URL` names: used as it is, never started and never stopped. Throws when it does not answer; the
 * message says host and reason and never the password.
 */
export async function attachExternal(url: string, log: (line: string) => void): Promise<RunningPostgres> {
  const { host, secrets } = takeApart(url);
  try {
    await selectOne(url);
  } catch (error) {
    // Not passed on as the cause: an "Invalid URL" error carries the whole URL.
    throw new Error(`The database of DATABASE_URL (${host}) does not answer: ${withoutSecrets(error, secrets)}`);
  }
  log(`using the database of DATABASE_URL (${host})`);
  return {
    url,
    adminUrl: url,
    port: Number(/:(\d+)$/.exec(host.split(",")[0] ?? "")?.[1] ?? DEFAULT_PORT),
    pid: null,
    reused: true,
    owned: false,
    urlFor: (database) => urlWithDatabase(url, database),
    ensureDatabase: (name) => ensureDatabase(url, name),
    stop: async () => {},
  };
}

/** The part of the URL that may be shown, and all that must not be. */
function takeApart(url: string): { host: string; secrets: string[] } {
  const parts = /^postgres(?:ql)?:\/\/([^/?#]*)(.*)$/is.exec(url);
  const [, authority = "", rest = ""] = parts ?? [];
  const at = authority.lastIndexOf("@");
  // No @ before the first slash, but one after it: an unescaped password may have been cut in two.
  if (parts === null || (at < 0 && rest.includes("@"))) {
    throw new Error(
      "DATABASE_URL is not of the form postgres://user:password@host:port/database (escape / ? # @ in it)",
    );
  }
  const password = authority.slice(0, Math.max(at, 0)).replace(/^[^:]*:?/, "");
  const query = [...rest.matchAll(/[?&](?:pass|password)=([^&#]*)/gi)].map((match) => match[1] ?? "");
  const raw = [url, password, ...query].filter((secret) => secret !== "");
  return { host: authority.slice(at + 1), secrets: [...raw, ...raw.map(decoded)] };
}

function withoutSecrets(error: unknown, secrets: readonly string[]): string {
  const code = codeOf(error);
  let text = messageOf(error);
  if (code !== null && !text.includes(code)) text = `${text} (${code})`;
  for (const secret of secrets) text = text.replaceAll(secret, "***");
  return text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
