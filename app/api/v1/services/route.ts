import { publishServices } from "#domain/publish/services.ts";
import { currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** Every service with its components, checks and their newest results. */
export function GET(): Response {
  const { overview } = currentSnapshot();
  if (overview === null) return cannotSee();
  return Response.json(publishServices(overview, Date.now()), { headers: { "cache-control": "no-cache" } });
}

function cannotSee(): Response {
  return Response.json(
    {
      type: "about:blank",
      title: "We cannot see right now",
      status: 503,
      detail: "No current state could be read yet.",
    },
    { status: 503, headers: { "content-type": "application/problem+json", "retry-after": "5" } },
  );
}
