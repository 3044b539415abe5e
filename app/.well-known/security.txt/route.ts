import { contactLink } from "#domain/publish/operator.ts";
import { currentSite } from "#server/site.ts";

export const dynamic = "force-dynamic";

/** For so long what it says may be relied on: it is written anew for whoever asks. */
const VALID_MS = 30 * 86_400_000;
const DAY_MS = 86_400_000;

/** RFC 9116. Without a contact there is none. */
export function GET(): Response {
  const { url, contact } = currentSite();
  const link = contact === null ? null : contactLink(contact);
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" };
  if (link === null) return new Response("This instance states no contact.\n", { status: 404, headers });
  // By the day, so that it is the same text all day long.
  const expires = new Date(Math.floor((Date.now() + VALID_MS) / DAY_MS) * DAY_MS).toISOString();
  const lines = [`Contact: ${link}`, `Expires: ${expires}`, "Preferred-Languages: en, ja"];
  if (url !== null) lines.push(`Canonical: ${url}/.well-known/security.txt`);
  return new Response(`${lines.join("\n")}\n`, { headers });
}
