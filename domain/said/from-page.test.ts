import { describe, expect, it } from "vitest";
import type { FeedReads } from "#domain/cloud/reading.ts";
import type { Vendor } from "#domain/cloud/touched.ts";
import { type NoticeVersion, noticesOf, pageReadOf } from "#domain/said/from-page.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const MINUTE = 60_000;
const vendor: Vendor = {
  slug: "infura",
  name: "Infura",
  statusPage: { shared: false },
  components: [
    { slug: "ethereum", name: "Ethereum RPC", layer: "access" },
    { slug: "polygon", name: "Polygon RPC", layer: "access" },
  ],
};
const version = (over: Partial<NoticeVersion> = {}): NoticeVersion => ({
  id: "n",
  title: "Trouble",
  url: null,
  components: "[]",
  vanishedAt: null,
  seenAt: NOW,
  impact: "major",
  maintenance: false,
  overSince: null,
  publishedAt: NOW - MINUTE,
  lastPostAt: NOW - MINUTE / 2,
  ...over,
});
const postsOf = (...versions: NoticeVersion[]) => noticesOf(versions, vendor).notices.flatMap(({ posts }) => posts);

describe("notices, from the versions of a page's own", () => {
  it("have a post for each version: the first dated by the notice, later ones by their last post", () => {
    const later = version({ seenAt: NOW + MINUTE, lastPostAt: NOW + MINUTE / 2, overSince: NOW + MINUTE / 4 });
    expect(postsOf(version(), later)).toMatchObject([
      { seenAt: NOW, postedAt: NOW - MINUTE, overSince: null },
      { seenAt: NOW + MINUTE, postedAt: NOW + MINUTE / 2, overSince: NOW + MINUTE / 4 },
    ]);
  });

  it("are over when they vanish unsaid, once, and not before", () => {
    const vanishedAt = NOW + 9 * MINUTE;
    const versions = [version({ vanishedAt }), version({ vanishedAt, seenAt: NOW + MINUTE })];
    expect(postsOf(...versions).map(({ seenAt, overSince }) => [seenAt, overSince])).toEqual([
      [NOW, null],
      [NOW + MINUTE, null],
      [vanishedAt, vanishedAt],
    ]);
    expect(postsOf(version({ vanishedAt, overSince: NOW }))).toHaveLength(1);
  });

  it("say that something is wrong where the page has no word for how bad it is, unless it was announced", () => {
    const impactOf = (over: Partial<NoticeVersion>) => postsOf(version(over)).map(({ impact }) => impact);
    expect(impactOf({ impact: "unstated" })).toEqual(["minor"]);
    expect(impactOf({ impact: "none" })).toEqual(["none"]);
    expect(impactOf({ impact: "critical", maintenance: true })).toEqual(["maintenance"]);
  });

  it("touch what they list of ours, and any of it where that cannot be told", () => {
    const listed = JSON.stringify([{ id: "1", name: "Polygon RPC", group: null, state: null }]);
    const found = noticesOf([version({ components: listed }), version({ id: "o", title: "Elsewhere" })], vendor);
    expect(found.notices.map(({ id, posts }) => [id, posts[0]?.components])).toEqual([
      ["n", ["infura/polygon"]],
      ["o", null],
    ]);
  });

  it("are told of by their newest title and address", () => {
    const newest = version({ title: "Trouble, mended", url: "https://status.example/n", seenAt: NOW + MINUTE });
    expect(noticesOf([version(), newest], vendor).told.get("n")).toEqual({
      id: "n",
      title: "Trouble, mended",
      url: "https://status.example/n",
    });
  });
});

describe("how it stands with a page", () => {
  const address = (firstAt: number | null): FeedReads => ({
    firstAt,
    lastAt: firstAt,
    gaps: [],
    everyMs: MINUTE,
    keepsPast: true,
  });

  it("it has been read since the first answer of any address, and is unreadable while no gap has ended", () => {
    const addresses = [address(null), address(NOW), address(NOW - MINUTE)];
    const gap = { from: NOW + MINUTE, to: null };
    expect(pageReadOf(addresses, { unread: [{ from: 0, to: NOW }, gap] })).toEqual({
      readFrom: NOW - MINUTE,
      unreadableSince: NOW + MINUTE,
    });
    expect(pageReadOf(addresses, { unread: [{ from: 0, to: NOW }] }).unreadableSince).toBeNull();
  });

  it("one that never was read is not unreadable since an instant", () => {
    const never = { readFrom: null, unreadableSince: null };
    expect(pageReadOf([address(null)], { unread: [{ from: 0, to: null }] })).toEqual(never);
    expect(pageReadOf([], { unread: [] })).toEqual(never);
  });
});
