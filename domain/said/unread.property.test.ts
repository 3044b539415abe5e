import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FeedReads, MISSED_AFTER, type Reading, readingOf } from "#domain/cloud/reading.ts";
import { type Acknowledgement, acknowledgement, type Outage } from "#domain/said/acknowledgement.ts";
import { claimsIn, type Notice, type NoticePost } from "#domain/said/notice.ts";
import type { EpochMs } from "#domain/time.ts";

const T0 = Date.UTC(2025, 9, 20, 6, 48);
const MINUTE = 60_000;
const EVERY_MS = 2 * MINUTE;
/** Looks at a page, from 4 h before the onset to well after all that may be said of the outage. */
const LOOKS = Array.from({ length: 1_000 }, (_, index) => T0 - 120 * EVERY_MS + index * EVERY_MS + 7_000);
const NOW = (LOOKS.at(-1) ?? 0) + 20_000;

/** One address of the vendor's page: what it lists, and which looks at it fail. */
interface Address {
  readonly keepsPast: boolean;
  readonly fails: (at: EpochMs) => boolean;
}

/** What the vendor says, by the true time: from when to when its notice is open. */
interface Truth {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

const looksAt = ({ fails }: Address) => LOOKS.filter((at) => !fails(at));

function readsOf(address: Address): FeedReads {
  const looks = looksAt(address);
  const gaps = looks.flatMap((to, index) => {
    const from = looks[index - 1];
    return from === undefined || to - from <= EVERY_MS * MISSED_AFTER ? [] : [{ from, to }];
  });
  const [firstAt, lastAt] = [looks[0] ?? null, looks.at(-1) ?? null];
  return { firstAt, lastAt, gaps, everyMs: EVERY_MS, keepsPast: address.keepsPast };
}

/** The notice as our looks at the page's addresses find it. */
function seen(truth: Truth, addresses: readonly Address[]): Notice[] {
  const shown = addresses.flatMap((address) =>
    looksAt(address)
      .filter((at) => at >= truth.from && (address.keepsPast || at < truth.to))
      .map((at) => ({ seenAt: at, overSince: at >= truth.to ? truth.to : null })),
  );
  const inOrder = shown.toSorted((a, b) => a.seenAt - b.seenAt);
  const first = inOrder[0];
  if (first === undefined) return [];
  const whole = (post: Pick<NoticePost, "seenAt" | "overSince">): NoticePost => {
    return { ...post, postedAt: null, impact: "major", components: null };
  };
  const over = inOrder.find(({ overSince }) => overSince !== null);
  return [{ id: "n", posts: over === undefined || over === first ? [whole(first)] : [whole(first), whole(over)] }];
}

const outageOf = (bracketMs: number, lastsMs: number): Outage => ({
  incident: "one",
  component: "infura/polygon",
  onset: T0,
  lastGood: T0 - bracketMs,
  recoveredAt: T0 + lastsMs,
  lastBad: T0 + lastsMs - MINUTE,
});

interface Watched {
  readonly reading: Reading;
  readonly found: Acknowledgement;
}

function watch(outage: Outage, truth: Truth | null, addresses: readonly Address[]): Watched {
  const reading = readingOf(addresses.map(readsOf), NOW);
  const notices = truth === null ? [] : seen(truth, addresses);
  return { reading, found: acknowledgement(outage, claimsIn(notices, reading), reading, NOW) };
}

const minutes = (min: number, max: number) => fc.integer({ min: min * 60, max: max * 60 }).map((s) => s * 1_000);
const anySpan = fc
  .record({ from: minutes(-240, 1_800), lasts: minutes(1, 600) })
  .map(({ from, lasts }) => ({ from: T0 + from, to: T0 + from + lasts }));
const anySpans = fc.array(anySpan, { maxLength: 4 });
/** A notice stays open for longer than two looks are apart, and beyond the outage's beginning. */
const anyTruth: fc.Arbitrary<Truth | null> = fc.option(
  fc.record({ from: minutes(-200, 1_700), lasts: minutes(3, 300) }).map(({ from, lasts }) => {
    return { from: T0 + from, to: Math.max(T0 + from + lasts, T0 + MINUTE) };
  }),
);
const anyCase = fc.record({
  outage: fc.record({ bracketMs: minutes(1, 10), lastsMs: minutes(2, 200) }),
  truth: anyTruth,
  keepsPast: fc.array(fc.boolean(), { minLength: 1, maxLength: 2 }),
  gaps: anySpans,
  more: anySpans,
});

const within = (spans: readonly Truth[]) => (at: EpochMs) => spans.some(({ from, to }) => from <= at && at < to);

/** The same outage and notice, watched through some gaps and through more. */
const law = (
  name: string,
  holds: (some: Watched, more: Watched, outage: Outage, truth: Truth | null) => void,
  numRuns = 400,
) =>
  it(name, () => {
    fc.assert(
      fc.property(anyCase, ({ outage: { bracketMs, lastsMs }, truth, keepsPast, gaps, more }) => {
        const outage = outageOf(bracketMs, lastsMs);
        const through = (spans: readonly Truth[]) =>
          watch(
            outage,
            truth,
            keepsPast.map((keeps) => ({ keepsPast: keeps, fails: within(spans) })),
          );
        holds(through(gaps), through([...gaps, ...more]), outage, truth);
      }),
      { numRuns },
    );
  });

const lastChance = ({ recoveredAt }: Outage) => (recoveredAt ?? 0) + 24 * 60 * MINUTE;

describe("laws of reading a page with gaps", () => {
  law("who is said never to have said it has not said it: whatever we did not read", ({ found }, _, outage, truth) => {
    if (found.state !== "never" || truth === null) return;
    // What comes with the last look that counts is seen, and what comes after it is too late.
    expect(truth.from).toBeGreaterThan(lastChance(outage) - EVERY_MS * MISSED_AFTER);
  });

  law(
    "what bounds a delay holds: it was said no later than seen, and not before it was last seen missing",
    (some, _, outage, truth) => {
      const { said, censoredMs, state } = some.found;
      const trueMs = truth === null ? Number.POSITIVE_INFINITY : truth.from - outage.onset;
      if (said !== null) expect(trueMs).toBeLessThanOrEqual(said.ms);
      if (censoredMs !== null && censoredMs > 0 && state !== "never")
        expect(trueMs).toBeGreaterThan(censoredMs - some.reading.pollMs);
      if (said !== null && censoredMs === null && said.ms > 0)
        expect(trueMs).toBeGreaterThan(said.ms - some.reading.pollMs);
    },
  );

  law(
    "who is called late was late, and who is called first was first, wherever in its bracket the outage began",
    (some, _, outage, truth) => {
      const order = some.found.said?.order;
      if (order === "vendor_late") expect(truth?.from).toBeGreaterThan(outage.onset);
      if (order === "vendor_first") expect(truth?.from).toBeLessThan(outage.lastGood ?? 0);
    },
  );

  law("a longer gap never turns silence that was not seen into silence, nor shortens a delay", (some, more) => {
    if (more.found.state === "never") expect(some.found.state).toBe("never");
    if (more.found.state === "acknowledged") {
      expect(some.found.state).toBe("acknowledged");
      expect(more.found.said?.ms).toBeGreaterThanOrEqual(some.found.said?.ms ?? Number.POSITIVE_INFINITY);
    }
  });

  law("a longer gap never makes us surer: of who was first, of a bound, or of an error", (some, more) => {
    const [a, b] = [some.found, more.found];
    if (b.said?.order === "vendor_late") expect(a.said?.order).toBe("vendor_late");
    if (b.censoredMs !== null) expect(b.censoredMs).toBeLessThanOrEqual(Math.max(0, a.censoredMs ?? a.said?.ms ?? 0));
    if (a.said !== null && b.said !== null && a.censoredMs === null)
      expect(b.said.errorMs).toBeGreaterThanOrEqual(a.said.errorMs ?? 0);
  });

  it("a page that was never read has said nothing that can be held against anyone", () => {
    fc.assert(
      fc.property(anyTruth, fc.boolean(), (truth, keepsPast) => {
        const { found, reading } = watch(outageOf(MINUTE, 60 * MINUTE), truth, [{ keepsPast, fails: () => true }]);
        expect(found).toMatchObject({ state: "unread", said: null, censoredMs: 0 });
        expect(reading.unread).toEqual([{ from: 0, to: null }]);
      }),
    );
  });
});
