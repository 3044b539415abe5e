import { connect, connectDrizzle, MEASURED, RECORDED_CHANNEL } from "#db/client.ts";
import { createOverviewReader } from "#db/read/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { limited } from "#server/limited.ts";
import { messageOf } from "#server/message.ts";
import { keepSnapshot, type Reading, type SnapshotKeeper } from "#server/snapshot.ts";

/** A database that does not answer at all must not be taken for one that has nothing new. */
const READ_WITHIN_MS = 10_000;

export interface KeptNow extends Pick<SnapshotKeeper, "current" | "first"> {
  stop(): Promise<void>;
}

/** Keeps the current state in memory: one connection hears of news, and the state is read when there are some. */
export function keepNow(url: string, time: () => EpochMs, onRead: (reading: Reading) => void): KeptNow {
  const reader = connectDrizzle({ url, name: "faultline-web" });
  const listener = connect({ url, name: "faultline-web-listen", max: 1 });
  const { overview } = limited({ overview: createOverviewReader(reader.db) }, () => READ_WITHIN_MS);
  const keeper = keepSnapshot({
    read: () => overview(time()),
    // Of real time, whatever day is played: it spares the database.
    now: () => performance.now(),
    pollMs: 5_000,
    spacingMs: 1_000,
    onError: (error) => console.error(`web: cannot read the current state: ${messageOf(error)}`),
    onRead,
  });
  listener
    .listen(
      RECORDED_CHANNEL,
      (what) => keeper.poke(what === MEASURED ? undefined : "urgent"),
      () => keeper.poke(),
    )
    .catch((error: unknown) => console.error(`web: cannot listen, polling instead: ${messageOf(error)}`));
  return {
    current: keeper.current,
    first: keeper.first,
    stop: async () => {
      await keeper.stop();
      await Promise.all([reader.close(), listener.end({ timeout: 2 })]);
    },
  };
}
