import { problem } from "#app/api/problem.ts";

export const dynamic = "force-dynamic";

/** Whatever the API does not have is refused in its own form, not with a page for readers. */
export function GET(): Response {
  return problem(404, "No such resource. The API begins at /api/v1/services and /api/v1/incidents.");
}
