import { describe, expect, it } from "vitest";
import type { Reading } from "#domain/cloud/reading.ts";
import { acknowledgement, type Outage } from "#domain/said/acknowledgement.ts";
import { backdatedBy, claimIn, claimsIn, type Notice, type NoticePost } from "#domain/said/notice.ts";
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
  overSince: null,
  ...over,
});
/** Seen to be over. */
const over = (minutes: number) => post(minutes, { overSince: at(minutes - 1) });
const notice = (id: string, ...posts: NoticePost[]): Notice => ({ id, posts });
const reading: Reading = { pollMs: MINUTE, unread: [], unlisted: [] };
/** A page that lists what is over, and could not be read for a while. */
const gap = (from: number, to: number | null): Reading => {
  const unread = [{ from: at(from), to: to === null ? null : at(to) }];
  return { ...reading, unread, unlisted: unread };
};
const LATER = T0 + 90 * 24 * HOUR;
const judge = (notices: Notice[], over: Partial<Outage> = {}, read = reading, now = LATER) =>
  acknowledgement(outage(over), claimsIn(notices, read), read, now);

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
    expect(judge([notice("n", post(-30), over(-2))]).state).toBe("never");
    const within = [notice("n", post(-30), over(-2))];
    expect(judge(within, { lastGood: at(-5) }).state).toBe("acknowledged");
    expect(judge([notice("n", post(-30), over(3))]).state).toBe("acknowledged");
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

describe("what a vendor says only when it is over", () => {
  const afterwards = (minutes: number, overSince: number) =>
    notice("n", post(minutes, { overSince: at(overSince), impact: "major" }));
  it("it has said all the same, and cleared with the same words", () => {
    expect(judge([afterwards(200, 50)])).toMatchObject({
      state: "acknowledged",
      said: { ms: 200 * MINUTE, order: "vendor_late" },
      cleared: { ms: 140 * MINUTE, order: "vendor_late" },
    });
  });
  it("is not about an outage that began when it was over by the page's own word", () => {
    expect(judge([afterwards(200, -2)]).state).toBe("never");
    expect(judge([afterwards(200, -2)], { lastGood: at(-5) }).state).toBe("acknowledged");
  });
  it("may have stood unseen for as long as the list of what is over was not read", () => {
    const unlisted = [{ from: at(10), to: at(200) }];
    const found = judge([afterwards(200, 50)], {}, { ...reading, unlisted });
    expect(found).toMatchObject({ state: "acknowledged", censoredMs: 10 * MINUTE, said: { order: "vendor_late" } });
    const sooner = judge([afterwards(200, 50)], {}, { ...reading, unlisted: [{ from: 0, to: at(200) }] });
    expect(sooner).toMatchObject({ censoredMs: 0, said: { order: "cannot_tell" } });
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
    expect(judge([], {}, gap(30, null))).toMatchObject({ state: "unread", settled: true, censoredMs: 30 * MINUTE });
    expect(judge([], {}, gap(-30, null))).toMatchObject({ state: "unread", censoredMs: 0 });
    expect(judge([], {}, gap(10, 20)).state).toBe("never");
  });
  it("of a page that lists only what is open is nobody's silence after any gap: what came and went then was not seen", () => {
    const openOnly = (read: Reading): Reading => ({ ...read, unlisted: [{ from: 0, to: null }] });
    expect(judge([], {}, openOnly(reading)).state).toBe("never");
    expect(judge([], {}, openOnly(gap(-30, -10))).state).toBe("never");
    expect(judge([], {}, openOnly(gap(10, 20)))).toMatchObject({ state: "unread", censoredMs: 10 * MINUTE });
    expect(judge([], {}, openOnly(gap(-10, 20)))).toMatchObject({ state: "unread", censoredMs: 0 });
  });
  it("of a page whose list of the past cannot be read is watched for as long as what is open can be", () => {
    const listGone: Reading = { ...reading, unlisted: [{ from: at(40), to: null }] };
    expect(judge([], {}, listGone).state).toBe("never");
    const both: Reading = { ...listGone, unread: [{ from: at(20), to: at(30) }] };
    expect(judge([], {}, both).state).toBe("never");
    const after: Reading = { ...listGone, unread: [{ from: at(50), to: at(55) }] };
    expect(judge([], {}, after)).toMatchObject({ state: "unread", censoredMs: 50 * MINUTE });
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
  it("a post found after a gap in our reading may have stood there all the while: it was not said before the gap", () => {
    const found = judge([notice("n", post(22))], {}, gap(2, 22));
    expect(found).toMatchObject({ state: "acknowledged", censoredMs: 2 * MINUTE });
    expect(found.said).toEqual({ ms: 22 * MINUTE, errorMs: 22 * MINUTE, order: "cannot_tell" });
    expect(judge([notice("n", post(22))], {}, gap(-10, 22)).censoredMs).toBe(0);
    const later = judge([notice("n", post(40))], {}, gap(2, 22));
    expect(later).toMatchObject({ censoredMs: null, said: { errorMs: 2 * MINUTE } });
  });
  it("a notice that was open before we saw the outage was first, whenever in a gap it came", () => {
    const found = judge([notice("n", post(-5))], {}, gap(-60, -5));
    expect(found).toMatchObject({ censoredMs: null, said: { errorMs: 57 * MINUTE, order: "vendor_first" } });
  });
});

describe("the all-clear", () => {
  it("is held against our recovery", () => {
    const told = notice("n", post(22), over(90));
    expect(judge([told]).cleared).toEqual({ ms: 30 * MINUTE, errorMs: 2 * MINUTE, order: "vendor_late" });
    expect(judge([told], { lastBad: at(35) }).cleared).toMatchObject({ errorMs: 26 * MINUTE, order: "vendor_late" });
    expect(judge([told], {}, gap(50, 90)).cleared).toMatchObject({ errorMs: 42 * MINUTE, order: "cannot_tell" });
    expect(judge([told], { lastBad: null }).cleared).toMatchObject({ errorMs: null, order: "cannot_tell" });
  });
  it("given too early says so: the vendor was first", () => {
    expect(judge([notice("n", post(22), over(30))]).cleared?.order).toBe("vendor_first");
  });
  it("taken back does not count, and there is none while either side is open", () => {
    const back = notice("n", post(22), over(40), post(50), over(90));
    expect(judge([back]).cleared?.ms).toBe(30 * MINUTE);
    expect(judge([notice("n", post(22))]).cleared).toBeNull();
    expect(judge([back], { recoveredAt: null }).cleared).toBeNull();
    expect(judge([back], {}, reading, at(80)).cleared).toBeNull();
  });
});

describe("a page that dates its posts back", () => {
  const told = (early: number, read = reading) => {
    const claim = claimIn(notice("n", post(22, { postedAt: at(22) - early })), null, read);
    return claim && backdatedBy(claim, read);
  };

  it("is flagged from more than the poll interval and 2 min on", () => {
    expect(told(3 * MINUTE)).toBeNull();
    expect(told(3 * MINUTE + 1)).toBe(3 * MINUTE + 1);
    expect(judge([notice("n", post(22, { postedAt: at(2) }))]).backdatedMs).toBe(20 * MINUTE);
  });
  it("is not flagged for what a gap in our own reading explains, nor for a page without times", () => {
    expect(told(15 * MINUTE, gap(7, 22))).toBeNull();
    expect(told(20 * MINUTE, gap(7, 22))).toBe(20 * MINUTE);
    expect(judge([notice("n", post(22, { postedAt: null }))])).toMatchObject({ backdatedMs: null, saidByPageMs: null });
  });
});

describe("what was said and not seen", () => {
  it("is outside what we measure: listed, and nothing more is said of it", () => {
    const notices = [
      notice("late", post(900, { components: ["infura/linea"] })),
      notice("early", post(-900), over(-800)),
      notice("seen", post(22)),
      notice("works", post(5, { impact: "maintenance" })),
    ];
    expect(outsideWhatWeMeasure(claimsIn(notices, reading), [outage()]).map(({ notice }) => notice)).toEqual([
      "early",
      "late",
    ]);
  });
  it("a second notice about an outage that we saw is not among it", () => {
    const two = claimsIn([notice("a", post(5)), notice("b", post(9))], reading);
    expect(outsideWhatWeMeasure(two, [outage()])).toEqual([]);
  });
});
