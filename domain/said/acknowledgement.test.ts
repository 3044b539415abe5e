import { describe, expect, it } from "vitest";
import { acknowledgement, type Outage } from "#domain/said/acknowledgement.ts";
import { backdatedBy, claimIn, type Notice, type NoticePost, type Reading } from "#domain/said/notice.ts";
import { outsideWhatWeMeasure } from "#domain/said/outside.ts";

const T0 = Date.UTC(2025, 9, 20, 6, 48);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (minutes: number) => T0 + minutes * MINUTE;

const outage = (over: Partial<Outage> = {}): Outage => ({
  incident: "one",
  component: "infura/polygon",
  onset: T0,
  lastGood: at(-1),
  recoveredAt: at(60),
  lastBad: at(59),
  ...over,
});
const post = (minutes: number, over: Partial<NoticePost> = {}): NoticePost => ({
  seenAt: at(minutes),
  postedAt: at(minutes - 1),
  impact: "minor",
  components: null,
  resolved: false,
  ...over,
});
const notice = (id: string, ...posts: NoticePost[]): Notice => ({ id, posts });
const reading: Reading = { pollMs: MINUTE, unread: [] };
const LATER = T0 + 90 * 24 * HOUR;
const judge = (notices: Notice[], over: Partial<Outage> = {}, read = reading, now = LATER) =>
  acknowledgement(outage(over), notices, read, now);

describe("when the vendor said it", () => {
  it("is our first sight of the first post of minor impact or more that touches the component", () => {
    const told = notice(
      "n",
      post(5, { impact: "none" }),
      post(10, { components: ["infura/linea"], impact: "major" }),
      post(22, { components: ["infura/polygon", "infura/linea"] }),
      post(30, { impact: "critical" }),
    );
    expect(judge([told])).toMatchObject({
      state: "acknowledged",
      settled: true,
      notice: "n",
      said: { ms: 22 * MINUTE, order: "vendor_late" },
      saidByPageMs: 21 * MINUTE,
      censoredMs: null,
    });
  });
  it("announced maintenance is no acknowledgement of an outage", () => {
    expect(judge([notice("n", post(5, { impact: "maintenance" }))]).state).toBe("never");
  });
  it("of several notices the first counts", () => {
    expect(judge([notice("b", post(9)), notice("a", post(7))])).toMatchObject({
      notice: "a",
      said: { ms: 7 * MINUTE },
    });
  });
  it("the vendor may be first: its notice was open when we saw it", () => {
    expect(judge([notice("n", post(-30))]).said).toEqual({
      ms: -30 * MINUTE,
      errorMs: 2 * MINUTE,
      order: "vendor_first",
    });
  });
  it("a notice that was resolved before the last good result was about something else", () => {
    expect(judge([notice("n", post(-30), post(-2, { resolved: true }))]).state).toBe("never");
    const within = [notice("n", post(-30), post(-2, { resolved: true }))];
    expect(judge(within, { lastGood: at(-5) }).state).toBe("acknowledged");
    expect(judge([notice("n", post(-30), post(3, { resolved: true }))]).state).toBe("acknowledged");
  });
  it("counts until 24 h after the end and no longer", () => {
    expect(judge([notice("n", post(60 + 24 * 60))]).state).toBe("acknowledged");
    expect(judge([notice("n", post(60 + 24 * 60 + 1))])).toMatchObject({
      state: "never",
      said: null,
      censoredMs: 25 * HOUR,
    });
  });
  it("what is said later than now is not known yet", () => {
    expect(judge([notice("n", post(22))], {}, reading, at(10)).state).toBe("pending");
  });
});

describe("silence", () => {
  it("is censored at the end + 24 h, and no number before that", () => {
    expect(judge([])).toMatchObject({ state: "never", settled: true, said: null, censoredMs: 25 * HOUR });
    expect(judge([], {}, reading, at(90))).toMatchObject({ state: "pending", settled: false, censoredMs: 90 * MINUTE });
  });
  it("has time left as long as the outage lasts", () => {
    const open = judge([], { recoveredAt: null, lastBad: null });
    expect(open).toMatchObject({ state: "pending", settled: false, censoredMs: LATER - T0 });
  });
  it("of a page that could not be read to the end is nobody's silence", () => {
    const blind = (from: number, to: number | null) => ({ ...reading, unread: [{ from: at(from), to: to && at(to) }] });
    expect(judge([], {}, blind(30, null))).toMatchObject({ state: "unread", settled: true, censoredMs: 30 * MINUTE });
    expect(judge([], {}, blind(-30, null))).toMatchObject({ state: "unread", censoredMs: 0 });
    expect(judge([], {}, blind(10, 20)).state).toBe("never");
  });
});

describe("how sure a delay is", () => {
  it("to within the bracket of the onset and the poll interval", () => {
    expect(judge([notice("n", post(22))], { lastGood: at(-5) }).said).toMatchObject({ errorMs: 6 * MINUTE });
  });
  it("two minutes late with an error of two minutes is not late", () => {
    expect(judge([notice("n", post(2))]).said).toMatchObject({
      ms: 2 * MINUTE,
      errorMs: 2 * MINUTE,
      order: "cannot_tell",
    });
    expect(judge([notice("n", post(-2))]).said?.order).toBe("cannot_tell");
    expect(judge([notice("n", post(3))]).said?.order).toBe("vendor_late");
  });
  it("cannot be told without a last good result", () => {
    expect(judge([notice("n", post(300))], { lastGood: null }).said).toMatchObject({
      errorMs: null,
      order: "cannot_tell",
    });
  });
  it("a post found after a gap in our reading may have stood there all the while", () => {
    const unread = [{ from: at(2), to: at(22) }];
    expect(judge([notice("n", post(22))], {}, { ...reading, unread }).said).toMatchObject({
      errorMs: 22 * MINUTE,
      order: "cannot_tell",
    });
    expect(judge([notice("n", post(40))], {}, { ...reading, unread }).said).toMatchObject({ errorMs: 2 * MINUTE });
  });
});

describe("the all-clear", () => {
  it("is held against our recovery", () => {
    const told = notice("n", post(22), post(90, { resolved: true }));
    expect(judge([told]).cleared).toEqual({ ms: 30 * MINUTE, errorMs: 2 * MINUTE, order: "vendor_late" });
    expect(judge([told], { lastBad: null }).cleared).toMatchObject({ errorMs: null, order: "cannot_tell" });
  });
  it("given too early says so: the vendor was first", () => {
    expect(judge([notice("n", post(22), post(30, { resolved: true }))]).cleared?.order).toBe("vendor_first");
  });
  it("taken back does not count, and there is none while either side is open", () => {
    const back = notice("n", post(22), post(40, { resolved: true }), post(50), post(90, { resolved: true }));
    expect(judge([back]).cleared?.ms).toBe(30 * MINUTE);
    expect(judge([notice("n", post(22))]).cleared).toBeNull();
    expect(judge([back], { recoveredAt: null }).cleared).toBeNull();
    expect(judge([back], {}, reading, at(80)).cleared).toBeNull();
  });
});

describe("a page that dates its posts back", () => {
  const told = (early: number, read = reading) => {
    const claim = claimIn(notice("n", post(22, { postedAt: at(22) - early })), null);
    return claim && backdatedBy(claim, read);
  };

  it("is flagged from more than the poll interval and 2 min on", () => {
    expect(told(3 * MINUTE)).toBeNull();
    expect(told(3 * MINUTE + 1)).toBe(3 * MINUTE + 1);
    expect(judge([notice("n", post(22, { postedAt: at(2) }))]).backdatedMs).toBe(20 * MINUTE);
  });
  it("is not flagged for what a gap in our own reading explains, nor for a page without times", () => {
    expect(told(15 * MINUTE, { ...reading, unread: [{ from: at(7), to: at(22) }] })).toBeNull();
    expect(told(20 * MINUTE, { ...reading, unread: [{ from: at(7), to: at(22) }] })).toBe(20 * MINUTE);
    expect(judge([notice("n", post(22, { postedAt: null }))])).toMatchObject({ backdatedMs: null, saidByPageMs: null });
  });
});

describe("what was said and not seen", () => {
  it("is outside what we measure: listed, and nothing more is said of it", () => {
    const notices = [
      notice("late", post(900, { components: ["infura/linea"] })),
      notice("early", post(-900), post(-800, { resolved: true })),
      notice("seen", post(22)),
      notice("works", post(5, { impact: "maintenance" })),
    ];
    expect(outsideWhatWeMeasure(notices, [outage()]).map(({ notice }) => notice)).toEqual(["early", "late"]);
  });
  it("a second notice about an outage that we saw is not among it", () => {
    expect(outsideWhatWeMeasure([notice("a", post(5)), notice("b", post(9))], [outage()])).toEqual([]);
  });
});
