import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allReplays, replayOf } from "#app/replays.ts";
import { outageRecord, recordedIncident } from "#domain/replay/testing/record.ts";
import { makeOverview } from "#domain/status/testing/views.ts";
import { publishFolders } from "#server/folder.ts";
import { type PastRecord, publishRecord, publishSnapshot } from "#server/snapshot.ts";

const record = outageRecord({ incidents: [recordedIncident("kraken", "12:02", "12:40")] });
const publish = (replays: PastRecord["replays"]) => publishRecord({ replays } as PastRecord);
const gone = () => Promise.reject(new Error("the database does not answer"));

// Other files of this process may have published theirs.
beforeEach(() => publishFolders({ dossiers: async () => [], scorecards: async () => [] }));
publishSnapshot(() => ({ overview: makeOverview([]), error: null, version: "1" }));
afterEach(() => publish({ list: gone, one: gone }));

describe("what can be watched again", () => {
  it("is what we recorded beside what others told, by its own id", async () => {
    publish({ list: async () => [record], one: async (group) => (group === record.group ? record : null) });
    const { replays, isWhole } = await allReplays();
    expect(isWhole).toBe(true);
    expect(replays.map(({ id }) => id)).toEqual(["recorded-grp123def456"]);
    expect((await replayOf("recorded-grp123def456"))?.source).toBe("measured");
    expect(await replayOf("recorded-000000000000")).toBeNull();
  });

  it("says so when our own record does not answer, and keeps to what others told", async () => {
    publish({ list: gone, one: gone });
    expect(await allReplays()).toEqual({ replays: [], isWhole: false });
    expect(await replayOf("recorded-grp123def456")).toBeUndefined();
    expect(await replayOf("2025-10-20-nobody")).toBeNull();
  });
});
