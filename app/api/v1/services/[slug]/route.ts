import { publishService, rfc3339 } from "#domain/publish/services.ts";
import { currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** One service, as in the list. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params;
  const { overview } = currentSnapshot();
  if (overview === null) return problem(503, "We cannot see right now", "No current state could be read yet.");
  const service = overview.services.find((candidate) => candidate.slug === slug);
  if (!service) return problem(404, "No such service", "The slugs are listed at /api/v1/services.");
  return Response.json(
    { data: publishService(service, Date.now()), generated_at: rfc3339(overview.readAt) },
    { headers: { "cache-control": "no-cache" } },
  );
}

function problem(status: number, title: string, detail: string): Response {
  return Response.json(
    { type: "about:blank", title, status, detail },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
