import type { Drizzle } from "#db/client.ts";
import { judgeProgress } from "#db/schema/verdict.ts";
import type { JudgeView } from "#domain/status/overview.ts";

/** When the judge passed last; null when it never did. */
export async function readJudge(db: Pick<Drizzle, "select">): Promise<JudgeView | null> {
  const [row] = await db.select().from(judgeProgress).limit(1);
  return row ? { passedAt: row.passedAt.getTime(), latenessMs: row.latenessMs } : null;
}
