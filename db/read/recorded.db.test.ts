import { expect, it } from "vitest";
import { readRecorded } from "#db/read/recorded.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { storeNotices } from "#db/write/notices.ts";
import type { Notice } from "#domain/cloud/notice.ts";

const database = testDatabase();
const NOW = Date.parse("2026-03-10T12:00:00Z");

it("posts that are dated ahead take no place in the list from what has been said", async () => {
  const services = ["alpha", "beta"].map((slug) => makeService(slug, [makeCheck("time")]));
  await database.sql.begin((tx) => syncCatalog(tx, { services }, NOW - 86_400_000));
  const said = (page: string, dates: readonly number[]): Notice => ({
    page,
    id: "1",
    title: `${page} is slow`,
    url: null,
    impact: "minor",
    status: "investigating",
    startedAt: NOW - 3_600_000,
    publishedAt: NOW - 3_600_000,
    resolvedAt: null,
    changedAt: NOW - 3_600_000,
    components: [],
    updates: dates.map((at, n) => ({ id: String(n), at, status: "investigating", text: "We look into it.", set: [] })),
    maintenance: null,
  });
  const ahead = Array.from({ length: 30 }, (_, n) => Date.parse("2099-01-01T00:00:00Z") + n);
  for (const notice of [said("alpha", ahead), said("beta", [NOW - 60_000, NOW, NOW - 8 * 86_400_000])])
    await database.sql.begin((tx) => storeNotices(tx, notice.page, [{ said: notice, digest: notice.page }], NOW));
  const { posts } = await readRecorded(database.db, NOW);
  expect(posts.map(({ at, title }) => [at, title])).toEqual([
    [NOW, "beta is slow"],
    [NOW - 60_000, "beta is slow"],
  ]);
});
