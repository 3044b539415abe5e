import { askedOf } from "#app/api/asked.ts";
import { cannotSee, fresh, problem } from "#app/api/problem.ts";
import { replayOf } from "#app/replays.ts";
import { publishReplay } from "#domain/publish/replay.ts";

export const dynamic = "force-dynamic";

/** One replay whole: its rows with their spans, and every entry with its source. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const given = askedOf("/api/v1/replays/{id}", request);
  if (given instanceof Response) return given;
  const replay = await replayOf((await params).id);
  if (replay === undefined) return cannotSee();
  if (replay === null) return problem(404, "No such replay. Replays are listed at /api/v1/replays.");
  return fresh(publishReplay(replay));
}
