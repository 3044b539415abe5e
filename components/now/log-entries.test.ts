import { describe, expect, it } from "vitest";
import { type LogScene, logLines } from "#components/now/log-entries.ts";
import { wordsOf } from "#components/words/words.ts";
import { NO_CHAINS } from "#domain/publish/component-told.ts";
import type { Post, Recorded } from "#domain/publish/now-past.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import { makeComponentView, makeIncidentView, makeServiceView, NOW } from "#domain/status/testing/views.ts";

const MINUTE = 60_000;
const recorded = (more: Partial<Recorded> = {}): Recorded => ({
  readAt: NOW,
  incidents: [],
  attributions: new Map(),
  posts: [],
  before: [],
  ...more,
});
const scene = (more: Partial<LogScene> = {}): LogScene => ({
  recorded: recorded(),
  incidents: [],
  services: [],
  said: [],
  onsets: new Map(),
  chains: NO_CHAINS,
  words: wordsOf("en"),
  now: NOW,
  ...more,
});
const post = (more: Partial<Post> = {}): Post => ({
  by: { kind: "vendor", service: "kraken", name: "Kraken" },
  id: "ntc",
  at: NOW - MINUTE,
  title: "Degraded trading",
  text: "We are investigating.",
  url: "https://status.kraken.com/incidents/1",
  number: 1,
  maintenance: false,
  ...more,
});
const part = (slug: string, id: string, startedAt: number) => {
  const view = makeIncidentView({ id, component: `infura/${slug}`, startedAt, lastGood: startedAt - MINUTE });
  const about = {
    ...view.about,
    serviceSlug: "infura",
    componentSlug: slug,
    service: "Infura",
    component: slug,
    single: false,
  };
  return { ...view, about };
};
const silentPage = (name: string, incident: string) =>
  ({
    service: name.toLowerCase(),
    name,
    at: NOW - 1_000,
    page: { readFrom: 0, unreadableSince: null },
    rows: [{ outage: { incident }, acknowledgement: { state: "pending", notice: null, said: null } }],
  }) as unknown as SaidOfService;

describe("the log", () => {
  it("tells what was measured, newest first, with how well the onset is known and where it leads", () => {
    const over = makeIncidentView({
      startedAt: NOW - 20 * MINUTE,
      lastGood: NOW - 21 * MINUTE,
      resolvedAt: NOW - 8 * MINUTE,
      verdict: "up",
    });
    const lines = logLines(scene({ recorded: recorded({ incidents: [over] }) }));
    expect(lines.map(({ kind, text, note, path }) => [kind, text, note, path])).toEqual([
      ["measured", "Kraken works again, after 12 min.", "", "/incidents/abc123def456"],
      [
        "measured",
        "Kraken: connections were refused.",
        "2 of 2 vantages, onset between 11:39:00 and 11:40:00",
        "/incidents/abc123def456",
      ],
    ]);
  });

  it("tells parts of one service that fail together as one", () => {
    const services = [
      makeServiceView("infura", [], { components: ["a", "b", "c"].map((slug) => makeComponentView(slug, [])) }),
    ];
    const incidents = [part("a", "one", NOW - 5 * MINUTE), part("b", "two", NOW - 4 * MINUTE)];
    const [line, ...rest] = logLines(scene({ services, recorded: recorded({ incidents }) }));
    expect(line).toMatchObject({
      text: "Two of the 3 parts of Infura that are watched fail together.",
      at: NOW - 5 * MINUTE,
    });
    expect(rest).toEqual([]);
  });

  it("leaves out what was taken back", () => {
    const retracted = { at: NOW, author: "a", reason: "r" };
    expect(logLines(scene({ recorded: recorded({ incidents: [makeIncidentView({ retracted })] }) }))).toEqual([]);
  });

  it("quotes what was said as it is but clean and short, with its number and how long after our onset it came", () => {
    const foreign = post({ text: `We\u202e are "looking"\n${"x".repeat(400)}` });
    const cloud = post({ by: { kind: "cloud", provider: "aws", regions: ["us-east-1"] }, id: "evt", url: null });
    const [line] = logLines(scene({ recorded: recorded({ posts: [foreign] }) }));
    expect(line).toMatchObject({ text: "Kraken: “", note: "status.kraken.com, first post", path: "/services/kraken" });
    expect(line?.quoted?.[0]).toMatch(/^We are 'looking' x+…$/);
    expect(line?.quoted?.[0].length).toBeLessThanOrEqual(220);
    const [told] = logLines(
      scene({ recorded: recorded({ posts: [cloud] }), onsets: new Map([["evt", NOW - 10 * MINUTE]]) }),
    );
    expect(told).toMatchObject({ text: "AWS: “", note: "its own health feed, first post, 9 min after our onset" });
    expect(told?.path).toBe("/clouds/aws/us-east-1");
  });

  it("says of an address that is none nothing, and of a post without words its title", () => {
    const [line] = logLines(scene({ recorded: recorded({ posts: [post({ text: "", url: "javascript:alert(1)" })] }) }));
    expect(line?.quoted?.[0]).toBe("Degraded trading");
    expect(line?.note).toBe("its own status page, first post");
  });

  it("says in one line whose pages say nothing, once they were read and only while something goes on", () => {
    const incidents = [makeIncidentView({ id: "one" }), makeIncidentView({ id: "two", component: "mexc/api" })];
    const said = [silentPage("Kraken", "one"), silentPage("MEXC", "two"), silentPage("Gone", "over")];
    const [line] = logLines(scene({ said, incidents }));
    expect(line).toMatchObject({
      kind: "not_said",
      text: "The status pages of Kraken and MEXC say nothing of it.",
      note: "Read at 11:59:59",
    });
    const unread = { ...silentPage("Kraken", "one"), page: { readFrom: 0, unreadableSince: NOW } };
    const lines = logLines(scene({ said: [unread], incidents }));
    expect(lines.map(({ kind }) => kind)).not.toContain("not_said");
  });

  it("is bounded, and has nothing of last week or of the future", () => {
    const posts = Array.from({ length: 40 }, (_, index) => post({ id: `${index}`, at: NOW - index * MINUTE }));
    expect(logLines(scene({ recorded: recorded({ posts }) }))).toHaveLength(12);
    const far = [post({ at: NOW + MINUTE }), post({ at: NOW - 8 * 86_400_000 })];
    expect(logLines(scene({ recorded: recorded({ posts: far }) }))).toEqual([]);
  });
});
