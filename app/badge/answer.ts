import { badgeSvg } from "#app/badge/svg.ts";
import { type Badge, type BadgeScene, blind, missingBadge } from "#domain/publish/badge.ts";
import { en } from "#domain/publish/badge-en.ts";
import { endpointOf } from "#domain/publish/badge-endpoint.ts";
import { ja } from "#domain/publish/badge-ja.ts";
import { type BadgeQuery, readBadgeQuery } from "#domain/publish/badge-query.ts";
import { serviceCalled } from "#domain/publish/called.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import { currentRecord, currentSnapshot, currentTime, type PastRecord } from "#server/snapshot.ts";

const WORDS = { en, ja };
/** Who says it, where nothing is known of what was asked for. */
const NAME = "Faultline";
/** What nobody knows, and what does not exist, may be kept for so long. */
const UNKNOWN_S = 15;
/** While it is made anew, one may be given for so long beyond its life. */
const RENEWED_S = 30;

/** A badge, or that there is no such service or badge. */
type Made = Badge | "service" | "badge";

/**
 * A badge, drawn or as what others draw one from, by the ending of the file's name. That our own record does not answer is no
 * error here: who shows a badge would go on showing the last one, so it says that there is no data.
 *
 * @param file `30d.svg`, `kraken.json`
 * @param make of the file's name without its ending
 */
export async function answerBadge(
  request: Request,
  file: string,
  make: (scene: BadgeScene, name: string) => Made | Promise<Made>,
): Promise<Response> {
  const given = new URL(request.url).searchParams;
  const query = readBadgeQuery((name) => given.get(name));
  const words = WORDS[query.lang];
  const { overview } = currentSnapshot();
  const dot = file.lastIndexOf(".");
  const made =
    overview === null
      ? blind(NAME, words)
      : await make({ overview, now: currentTime(), words }, file.slice(0, Math.max(0, dot)));
  const isMade = typeof made === "object";
  return answer(isMade ? made : missingBadge(made, words), file.slice(dot + 1), query, isMade ? 200 : 404);
}

function answer(badge: Badge, form: string, query: BadgeQuery, status: number): Response {
  const seconds = badge.status === "unknown" ? UNKNOWN_S : query.cacheSeconds;
  const [type, body] =
    form === "json"
      ? ["application/json; charset=utf-8", `${JSON.stringify(endpointOf(badge, query))}\n`]
      : ["image/svg+xml; charset=utf-8", badgeSvg(badge, query)];
  return new Response(body, {
    status,
    headers: {
      "content-type": type,
      // No older one instead of an error: a badge has no room to say how old it is.
      "cache-control": `public, max-age=${seconds}, s-maxage=${seconds}, stale-while-revalidate=${RENEWED_S}, stale-if-error=0`,
    },
  });
}

/** A badge of one service. */
export async function ofService(
  { overview }: BadgeScene,
  name: string,
  make: (service: ServiceView) => Made | Promise<Made>,
): Promise<Made> {
  const service = serviceCalled(overview.services, name);
  return service === undefined ? "service" : make(service);
}

/** What the record of the past answers; null when it does not: the badge then says that there is no data. */
export async function recorded<T>(read: (past: PastRecord) => Promise<T>): Promise<T | null> {
  const record = currentRecord();
  try {
    return record === null ? null : await read(record);
  } catch {
    // Why it does not answer was told by whoever asked it (server/record.ts).
    return null;
  }
}
