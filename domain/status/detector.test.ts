import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INTERVAL_MS, START, trace } from "#domain/status/testing/rounds.ts";

const at = (index: number) => START + index * INTERVAL_MS + 500;

describe("the traces of guides/methods.md 1.2 (group detector of the test vectors)", () => {
  const cases: readonly [string, readonly string[], string, (readonly string[])?][] = [
    ["one vantage: three failures are not enough", ["OFFFOOOO"], "UUUUUUUU"],
    ["one vantage: down at the fourth failure, clear at the fourth answer", ["FFFFOOOOO"], "UUUDDDDUU"],
    ["three vantages: down at the third failure", ["OFFFOOOOO", "OFFFOOOOO", "OFFFOOOOO"], "UUUDDDDgg"],
    ["three vantages: one that fails alone is partial", ["FFFFFF", "OOOOOO", "OOOOOO"], "UUgggg"],
    ["three vantages: two make it down", ["FFFF", "FFFF", "OOOO"], "UUDD"],
    ["eleven rate limits are unknown, never down", ["NNNNNNNNNNN"], "UUUUUUUUU??"],
    ["a vantage whose controls fail too knows nothing", ["FFFFFF"], "??????", ["333333"]],
    ["one of four controls failing gates nothing", ["FFFF"], "UUUD", ["1111"]],
    ["every third round failing is down in the end", ["FOOFOOFOOFOOFOOFOOFOOFOO"], "UUUUUUUUUUUUUUUDDDDDDDDD"],
    ["every eighth is no outage", ["FOOOOOOOFOOOOOOOFOOOOOOO"], "UUUUUUUUUUUUUUUUUUUUUUUU"],
  ];
  it.each(cases)("%s", (_name, rounds, expected, gates) => {
    expect(trace(rounds, { gates: gates ?? null }).verdicts).toBe(expected);
  });

  it.each([
    ["a failure takes five answers to be forgotten", ["FOOOOOFFF"], "UUUUUUUUU"],
    ["with several vantages 5, 10, 9, 14 is not bad yet, the next failure makes it so", ["FFOFF", "FFOFF"], "UUUUD"],
    ["a failure among the clearing answers starts the count anew", ["FFFFOOOFOOOOO"], "UUUDDDDDDDDUU"],
  ])("%s", (_name, rounds, expected) => {
    expect(trace(rounds).verdicts).toBe(expected);
  });
});

describe("what a verdict says of itself", () => {
  it("an outage began with its first failing round, and the last answer before it closes the bracket", () => {
    const { judged } = trace(["OOFFFF"]);
    expect(judged[5]).toMatchObject({ verdict: "down", since: at(2), lastGood: at(1), failureTypes: ["tcp.refused"] });
    expect(judged[5]?.finding).toMatchObject({ kind: "failing", phase: "connection", check: "head" });
  });
  it("with several vantages it began when a majority of them had begun to fail", () => {
    const { judged } = trace(["OFFFFFF", "OOOFFFF", "OOOOOOO"]);
    expect(judged[6]).toMatchObject({ verdict: "down", since: at(3), vantages: ["v1", "v2"], usable: 3 });
  });
  it("an outage ended with the first answer of those that cleared it", () => {
    expect(trace(["FFFFOOOOOOOOOOO"]).judged[9]).toMatchObject({ verdict: "up", since: at(4) });
  });
  it("and the last bad result before that closes the bracket of the end, at whichever vantage it was", () => {
    expect(trace(["FFFF.OOOOOOOOOO"]).judged[10]).toMatchObject({ verdict: "up", since: at(5), lastBad: at(3) });
    const several = trace(["FFFF..OOOOOOOOOOOOO", "FFFFFOOOOOOOOOOOOOO", "OOOOOOOOOOOOOOOOOOO"]).judged[18];
    expect(several).toMatchObject({ verdict: "up", since: at(6), lastBad: at(4) });
    expect(trace(["OSSSOOO"]).judged[6]).toMatchObject({ verdict: "up", since: at(4), lastBad: at(3) });
    expect(trace(["OOOO"]).judged[3]).toMatchObject({ verdict: "up", lastBad: null });
    expect(trace(["OOFFFF"]).judged[5]).toMatchObject({ verdict: "down", lastBad: null });
  });
  it("is remembered over a silence longer than the window, for nothing else tells when it ended", () => {
    const silent = `FFFF${".".repeat(25)}OOOOO`;
    expect(trace([silent]).judged[32]).toMatchObject({ verdict: "up", since: at(29), lastBad: at(3) });
  });
  it("of what was there before a silence already, no earlier answer is said to be the last before it began", () => {
    const silence = ".".repeat(25);
    expect(trace([`OFFFF${silence}FFFF`]).judged.at(-1)).toMatchObject({
      verdict: "down",
      since: at(30),
      lastGood: null,
    });
    expect(trace([`OFFFFO${silence}FFFF`]).judged.at(-1)).toMatchObject({ since: at(31), lastGood: at(5) });
    expect(trace([`OSSS${silence}SSSS`]).judged.at(-1)).toMatchObject({ verdict: "degraded", lastGood: null });
    expect(trace([`OSSSO${silence}SSSS`]).judged.at(-1)).toMatchObject({ verdict: "degraded", lastGood: at(4) });
  });
  it("names the vantages that see it when the others do not", () => {
    expect(trace(["FFFF", "OOOO", "OOOO"]).judged[3]).toMatchObject({ finding: { kind: "partial" }, vantages: ["v1"] });
  });
  it("after an outage says that it recovers, not that it comes and goes", () => {
    const all = trace(["OFFFOOOOO", "OFFFOOOOO", "OFFFOOOOO"]).judged;
    expect(all[7]?.finding.kind).toBe("recovering");
    const flapping = trace(["FOOOFOOOFOOOF", "FOOOFOOOFOOOF"]);
    expect(flapping.verdicts).toBe("UUUUUUUUUUUUg");
    expect(flapping.judged[12]).toMatchObject({ finding: { kind: "intermittent", failures: 8 }, since: START });
  });
  it("stale and limited count from the second round on, and until the second without", () => {
    const stale = trace(["OSSSOOO"]);
    expect(stale.verdicts).toBe("UUgggUU");
    expect(stale.judged[2]).toMatchObject({ finding: { kind: "stale", lagS: 90 }, since: at(1), lastGood: at(0) });
    expect(stale.judged[5]?.since).toBe(at(4));
    expect(trace(["OLLL"]).judged[3]?.finding).toMatchObject({ kind: "limited", mode: "cancel_only" });
  });
  it("a name that only some resolvers know is degraded by that, and is no old answer", () => {
    const divided = trace(["ODDDOOO"]);
    expect(divided.verdicts).toBe("UUgggUU");
    expect(divided.judged[3]).toMatchObject({
      finding: { kind: "some_resolvers", failureType: "dns.name_not_resolved", phase: "dns" },
      failureTypes: ["dns.name_not_resolved"],
    });
  });
  it("a stale answer at a minority of the vantages is not held against the target", () => {
    expect(trace(["SSSS", "OOOO", "OOOO"]).verdicts).toBe("UUUU");
  });
  it("a refusal by 403 never says more than degraded", () => {
    const refused = trace(["ORRRRRR"]);
    expect(refused.verdicts).toBe("UUUUggg");
    expect(refused.judged[6]?.finding).toMatchObject({ kind: "refused", httpStatus: 403 });
  });
  it("an error of a content network says which part of it failed", () => {
    expect(trace(["OEEEE"]).judged[4]?.finding).toMatchObject({
      kind: "failing",
      httpStatus: 500,
      networkPart: "edge",
    });
    expect(trace(["OFFFF"]).judged[4]?.finding).not.toHaveProperty("networkPart");
  });
  it("unknown says why", () => {
    expect(trace(["NNNNNNNNNN"]).judged[9]?.finding).toMatchObject({ kind: "rate_limited" });
    expect(trace(["O..."]).judged[3]?.finding.kind).toBe("no_vantage");
    expect(trace(["F"], { gates: ["4"] }).judged[0]?.finding.kind).toBe("vantage_down");
    expect(trace(["...."], { fresh: true }).judged[3]?.finding.kind).toBe("waiting");
  });
  it("a result expires after three intervals, and what is unknown began when the next was due", () => {
    const { verdicts, judged } = trace(["OO....", "OO...."]);
    expect(verdicts).toBe("UUUU??");
    expect(judged[5]?.since).toBe(at(2));
  });
});

describe("a target nobody has seen well yet", () => {
  it("is unknown until the first answer, and down only after an alarm", () => {
    expect(trace(["FFFF"], { fresh: true }).verdicts).toBe("???D");
    expect(trace(["FFO"], { fresh: true }).verdicts).toBe("??U");
  });
  it("after rounds that said nothing for longer than the window one answer is no outage, and one failure no alarm", () => {
    const nothing = "N".repeat(25);
    expect(trace([`OFFFF${nothing}O`]).judged.at(-1)).toMatchObject({ verdict: "up" });
    expect(trace([`OFFF${nothing}F`]).judged.at(-1)?.verdict).not.toBe("down");
    // Within the window what was seen before still counts.
    expect(trace([`OFFFF${"N".repeat(12)}O`]).judged.at(-1)).toMatchObject({ verdict: "down" });
  });
  it("a failing target that was not looked at for long is not called up at the first failure after", () => {
    const gap = ".".repeat(25);
    expect(trace([`FFFFF${gap}FFF`]).verdicts.slice(-3)).toBe("???");
    expect(trace([`FFFFF${gap}FFFF`]).verdicts.slice(-1)).toBe("D");
  });
});

describe("laws", () => {
  const rounds = (letters: string, n = 3) =>
    fc.integer({ min: 1, max: 40 }).chain((length) =>
      fc.array(
        fc.array(fc.constantFrom(...letters), { minLength: length, maxLength: length }).map((list) => list.join("")),
        { minLength: 1, maxLength: n },
      ),
    );
  const RANK: Record<string, number> = { U: 0, "?": 1, g: 2, D: 3 };

  it("neutral evidence and silence alone never accuse", () => {
    fc.assert(fc.property(rounds("N."), (all) => !/[Dg]/.test(trace(all).verdicts)));
    fc.assert(fc.property(rounds("N.O"), (all) => !/[Dg]/.test(trace(all).verdicts)));
  });
  it("a vantage without its own network changes nothing about what the others see", () => {
    fc.assert(
      fc.property(rounds("OFNS.", 2), fc.array(fc.constantFrom(..."OFNS")), (all, lost) => {
        const length = all[0]?.length ?? 0;
        const noise = lost.join("").padEnd(length, "F").slice(0, length);
        const gates = [...all.map(() => "0".repeat(length)), "4".repeat(length)];
        const alone = trace(all).judged.map(({ verdict }) => verdict);
        const beside = trace([...all, noise], { gates }).judged.map(({ verdict }) => verdict);
        expect(beside).toEqual(alone);
      }),
    );
  });
  const worseFrom = (all: readonly string[], row: number, index: number, end: number) =>
    all.map((text, n) => (n === row ? text.slice(0, index) + "F".repeat(end - index) + text.slice(end) : text));
  const ranks = (all: readonly string[]) => [...trace(all).verdicts].map((letter) => RANK[letter] ?? Number.NaN);

  // Not for any failure in the past: one that raises an alarm early can have it cleared early, and its sum forgotten.
  it("a failure in place of an answer never improves the verdict of its round", () => {
    fc.assert(
      fc.property(rounds("OF"), fc.nat(), (all, v) => {
        const length = all[0]?.length ?? 0;
        const worse = worseFrom(all, v % all.length, length - 1, length);
        expect(ranks(worse).at(-1)).toBeGreaterThanOrEqual(ranks(all).at(-1) ?? 9);
      }),
    );
  });
  it("failing from some round on never improves the verdict of any round", () => {
    fc.assert(
      fc.property(rounds("OF"), fc.nat(), fc.nat(), (all, v, i) => {
        const length = all[0]?.length ?? 0;
        const [was, is] = [ranks(all), ranks(worseFrom(all, v % all.length, i % length, length))];
        for (const [n, rank] of is.entries()) expect(rank).toBeGreaterThanOrEqual(was[n] ?? 9);
      }),
    );
  });
  it("the same input gives the same output, whatever the order of arrival within a round", () => {
    fc.assert(
      fc.property(rounds("OFNSLR."), (all) => {
        const reversed = trace(all, { order: (n) => [...n].reverse() });
        expect(reversed.judged).toEqual(trace(all).judged);
      }),
    );
  });
  it("an onset is never after what it explains, nor before the last good result", () => {
    fc.assert(
      fc.property(rounds("OFNS."), (all) => {
        for (const [index, judged] of trace(all).judged.entries()) {
          expect(judged.since).toBeLessThanOrEqual(START + index * INTERVAL_MS + 1_000);
          if (judged.lastGood !== null) expect(judged.lastGood).toBeLessThan(judged.since);
          if (judged.lastBad !== null) expect([judged.verdict, judged.lastBad < judged.since]).toEqual(["up", true]);
        }
      }),
    );
  });
  it("a longer silence never makes less unknown", () => {
    fc.assert(
      fc.property(rounds("OFN", 2), fc.integer({ min: 3, max: 12 }), (all, gap) => {
        const silent = (n: number) => trace(all.map((text) => `${text}${".".repeat(n)}`)).verdicts;
        expect(silent(gap + 1).startsWith(silent(gap))).toBe(true);
        expect(silent(gap + 1).at(-1)).toBe("?");
      }),
    );
  });
});
