import { askedOf } from "#app/api/asked.ts";
import { fresh } from "#app/api/problem.ts";
import { allReplays } from "#app/replays.ts";
import { publishReplays } from "#domain/publish/replay.ts";

export const dynamic = "force-dynamic";

/** Every replay, the newest outage first; `complete` is false while our own record cannot be read. */
export async function GET(request: Request): Promise<Response> {
  const given = askedOf("/api/v1/replays", request);
  if (given instanceof Response) return given;
  const { replays, isWhole } = await allReplays();
  return fresh(publishReplays(replays, isWhole));
}
