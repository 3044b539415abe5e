import { describe, expect, it } from "vitest";
import type { Notice } from "#domain/cloud/notice.ts";
import { cloudEvent, update } from "#domain/cloud/testing/event.ts";
import type { FeedNotice } from "#domain/publish/feed/record.ts";
import { announced, feedOf, markers, said } from "#domain/publish/feed/testing/scene.ts";
import { NOW } from "#domain/status/testing/views.ts";

const MINUTE = 60_000;

describe("what others announce", () => {
  it("is no incident of ours, and says whose word it is", () => {
    const notices = [
      announced({
        updates: [{ id: "1", at: NOW - MINUTE, text: "Work has begun.", status: "in_progress", set: [] }],
        url: "https://status.infura.example/1",
      }),
    ];
    const feed = feedOf({ notices });
    expect(feed.entries[0]).toMatchObject({
      id: "tag:status.example.org,2026:maintenance/ntc123def456",
      title: "Maintenance: Infura (Polygon PoS): “Scheduled maintenance”",
      url: "https://status.example.org/services/infura",
      source: "https://status.infura.example/1",
    });
    expect(said({ notices })).toEqual([
      "Infura says so on its own status page; it is not something that we measured.",
      expect.stringMatching(/UTCIn progress - Infura: “Work has begun.”$/),
      "Announced for 2026-03-10 12:00 to 13:00 UTC.",
      "Where it was said",
    ]);
  });

  it.each([
    [{}, {}, "Scheduled"],
    [{ status: "verifying" }, {}, "Verifying"],
    [{ status: "completed", resolvedAt: NOW }, {}, "Completed"],
    [{}, { vanishedAt: NOW - MINUTE }, "Completed"],
    [{ status: "cancelled" }, {}, "Completed"],
  ])("of %j %j is %s", (notice, change, marker) => {
    expect(markers({ notices: [announced(notice as Partial<Notice>, change as Partial<FeedNotice>)] })).toEqual([
      marker,
    ]);
  });

  it("what leads nowhere on the web is not linked", () => {
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,<script>",
      "https://status.infura.example@evil.example/",
      "https://e vil",
      'https://a"onclick',
      "ftp://x",
      "//evil.example",
      "",
    ]) {
      expect(feedOf({ notices: [announced({ url })] }).entries[0]?.source, url).toBeNull();
    }
    const odd = announced({ url: "https://例え.example/\u0008\u202efdp.exe" });
    expect(feedOf({ notices: [odd] }).entries[0]?.source).toBe("https://xn--r8jz45g.example/%08%E2%80%AEfdp.exe");
  });

  it("an event of a cloud is told in the cloud's own words", () => {
    const event = cloudEvent({
      onsetAt: NOW - 60 * MINUTE,
      endedAt: NOW,
      updates: [update(NOW - 60 * MINUTE, "We investigate."), update(NOW - MINUTE, "It is over.")],
    });
    const events = [{ id: "cev123def456", event, vanishedAt: null, versions: 2, changedAt: NOW }];
    expect(feedOf({ events }).entries[0]).toMatchObject({
      id: "tag:status.example.org,2026:cloud-event/cev123def456",
      title: "AWS us-east-1: “Increased error rates”",
      url: "https://status.example.org/clouds/aws",
    });
    expect(markers({ events })).toEqual(["Resolved", "Investigating"]);
    expect(said({ events })[0]).toBe("AWS says so in its own health feed; it is not something that we measured.");
  });
});
