import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { contextOf, publishedTimes, publishService } from "#domain/publish/services.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** One service, as in the list. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const given = askedOf("/api/v1/services/{slug}", request);
  if (given instanceof Response) return given;
  const { slug } = await params;
  const { overview } = currentSnapshot();
  if (overview === null) return cannotSee();
  const service = overview.services.find((candidate) => candidate.slug === slug);
  if (!service) return problem(404, "No such service. The slugs are listed at /api/v1/services.");
  return fresh({ data: publishService(service, contextOf(overview, currentTime())), ...publishedTimes(overview) });
}
