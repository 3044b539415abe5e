import { fresh } from "#app/api/problem.ts";
import { allReplays } from "#app/replays.ts";
import { publishReplays } from "#domain/publish/replay.ts";

export const dynamic = "force-dynamic";

/** Every replay, the newest outage first; `complete` is false while our own record cannot be read. */
export async function GET(): Promise<Response> {
  const { replays, isWhole } = await allReplays();
  return fresh(publishReplays(replays, isWhole));
}
