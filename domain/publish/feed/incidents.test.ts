import { describe, expect, it } from "vitest";
import { contentOf } from "#domain/publish/feed/content.ts";
import {
  attributed,
  detail,
  feedOf,
  group,
  kraken,
  markers,
  okx,
  over,
  said,
  siteOf,
  step,
} from "#domain/publish/feed/testing/scene.ts";
import { NOW } from "#domain/status/testing/views.ts";

const MINUTE = 60_000;
const RETRACTED = { at: NOW - 5 * MINUTE, author: "Jo", reason: "our own cable" };

describe("an entry of incidents", () => {
  it("is one for a group, in the form of Statuspage, the newest step first", () => {
    const feed = feedOf({ groups: [group("grp", kraken, okx)] });
    expect(feed.entries).toHaveLength(1);
    const [entry] = feed.entries;
    expect(entry).toMatchObject({
      id: "tag:status.example.org,2026:incident-group/grp",
      title: "Outage: Kraken and Okx",
      url: "https://status.example.org/incidents/kraken000000",
    });
    expect(entry && contentOf(entry, feed)).toBe(
      [
        "<p><small>Mar <var data-var='date'>10</var>, <var data-var='time'>11:30</var> UTC</small><br><strong>Update</strong> - Kraken: connections were refused. From 2026-03-10 11:00 to 11:30 UTC (30 min).</p>",
        "<p><small>Mar <var data-var='date'>10</var>, <var data-var='time'>11:10</var> UTC</small><br><strong>Update</strong> - Okx: connections are refused. Since 2026-03-10 11:10 UTC.</p>",
        "<p><small>Mar <var data-var='date'>10</var>, <var data-var='time'>11:00</var> UTC</small><br><strong>Investigating</strong> - Kraken: connections are refused. Since 2026-03-10 11:00 UTC.</p>",
      ].join(""),
    );
  });

  it("is resolved when none of its incidents is open, and not before", () => {
    expect(markers({ groups: [group("grp", kraken, okx)] })).toEqual(["Update", "Update", "Investigating"]);
    const well = detail("okx", [step(1, 50), step(2, 20, over)], { resolvedAt: NOW, verdict: "up" });
    expect(markers({ groups: [group("grp", kraken, well)] })).toEqual([
      "Resolved",
      "Update",
      "Update",
      "Investigating",
    ]);
  });

  it("that began again is under way, and a note on what is over does not open it", () => {
    const again = detail("kraken", [step(1, 60), step(2, 50, over), step(3, 40, { kind: "reopened" })]);
    expect(markers({ groups: [group("grp", again)] })).toEqual(["Investigating", "Resolved", "Investigating"]);
    const noted = step(3, 10, { kind: "noted", author: "Jo", text: "It was DNS." });
    const after = { ...kraken, updates: [...kraken.updates, noted] };
    expect(markers({ groups: [group("grp", after)] })).toEqual(["Resolved", "Resolved", "Investigating"]);
    expect(said({ groups: [group("grp", after)] })[0]).toContain("Kraken: “It was DNS.” (Jo)");
  });

  it("of which only the newest steps are at hand says how it stands all the same", () => {
    const late = detail("kraken", [step(7, 30, { kind: "worsened" }), step(8, 20, over)], {
      resolvedAt: NOW,
      verdict: "up",
      sequence: 8,
    });
    expect(markers({ groups: [group("grp", late)] })).toEqual(["Resolved", "Update"]);
    expect(said({ groups: [group("grp", late)] })).toContain("6 earlier steps are on its page.");
  });

  it("that was taken back says so first, and why, in its title too", () => {
    const back = detail(
      "kraken",
      [step(1, 60), step(2, 5, { kind: "retracted", verdict: "up", finding: { kind: "answers" } })],
      {
        retracted: RETRACTED,
      },
    );
    for (const language of ["en", "ja"] as const) {
      const record = { groups: [group("grp", back)] };
      const [first] = said(record, siteOf({ language }));
      expect(first).toMatch(
        language === "en"
          ? /^Kraken: this incident is retracted \(our own cable\)/
          : /取り消されました（理由：our own cable）/,
      );
      expect(feedOf(record, siteOf({ language })).entries[0]?.title).toBe(
        language === "en" ? "Taken back: Outage: Kraken" : "【取り消し】障害：Kraken",
      );
      expect(markers(record, siteOf({ language }))[0]).toBe("Resolved");
    }
    const half = feedOf({ groups: [group("grp", back, okx)] });
    expect(half.entries[0]?.title).toBe("Outage: Okx");
    expect(said({ groups: [group("grp", back, okx)] })[0]).toContain("is retracted (our own cable)");
  });

  it("that is made up says so in its title and first of all", () => {
    const made = detail("kraken", [step(1, 60)], { madeUp: true });
    expect(feedOf({ groups: [group("grp", made)] }).entries[0]?.title).toBe("Made up: Outage: Kraken");
    expect(said({ groups: [group("grp", made)] })[0]).toBe("Part of a made-up history: none of this happened.");
    const world = feedOf({ groups: [group("grp", okx)] }, siteOf({ unreal: "world" }));
    expect([world.title, world.entries[0]?.title]).toEqual([
      "Made-up world: Faultline: incidents and maintenance",
      "Made-up world: Outage: Okx",
    ]);
  });

  it("says with what it coincides in its careful words, and nothing of a cause for what was taken back", () => {
    const attributions = new Map([[okx.incident.id, attributed(okx.incident.id, NOW - MINUTE)]]);
    expect(said({ groups: [group("grp", okx)], attributions })).toContain(
      "Coincides with AWS us-east-1 (possible, 50 of 100).",
    );
    const back = { ...okx, incident: { ...okx.incident, retracted: RETRACTED } };
    expect(said({ groups: [group("grp", back)], attributions }).join()).not.toContain("AWS");
    const changed = feedOf({ groups: [group("grp", okx)], attributions });
    expect(changed.updatedAt).toBe(NOW - MINUTE);
  });

  it("says that it was seen from one place, and that others began with it", () => {
    const lone = detail("kraken", [step(1, 60)], { confirmed: false });
    const told = said({ groups: [{ ...group("grp", lone), others: 4 }] });
    expect(told).toContain("Seen from one place only, and not confirmed from another.");
    expect(told).toContain("4 incidents elsewhere belong to the same group.");
  });
});
