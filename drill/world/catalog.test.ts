import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import { forAll, openTestWorld, type TestWorld, testClock } from "#drill/testing/world.ts";
import { DEFAULT_LIMITS, type ProbeReport } from "#workers/probe/probe.ts";

const clock = testClock(Date.UTC(2026, 10, 22, 12, 0, 1, 900));
let test: TestWorld;
let first: Map<string, ProbeReport>;
let later: Map<string, ProbeReport>;

/** Checks that ask for a block by its number come after those that tell them the head. */
async function probeAll(): Promise<Map<string, ProbeReport>> {
  const waits = ({ check }: LocatedCheck) => "variables" in check.request;
  const probe = async ({ id }: LocatedCheck) => [id, await test.probe(id)] as const;
  const heads = test.checks.filter((one) => !waits(one));
  return new Map([...(await forAll(heads, 12, probe)), ...(await forAll(test.checks.filter(waits), 12, probe))]);
}

beforeAll(async () => {
  test = await openTestWorld({ now: clock.now, limits: DEFAULT_LIMITS });
  first = await probeAll();
  clock.advance(95 * 60_000);
  later = await probeAll();
});
afterAll(() => test.stop());

describe("the world answers the whole catalog", () => {
  it("with an answer that the product takes, for every check", () => {
    expect(test.checks.length).toBeGreaterThan(250);
    const refused = [...first, ...later].flatMap(([id, { result, assertions }]) =>
      result.outcome === "ok" ? [] : [{ id, type: result.failureType, why: assertions.filter(({ ok }) => !ok) }],
    );
    expect(refused).toEqual([]);
  });

  it("without a request that no stand-in knows", () => {
    expect(test.world.status().unanswered).toEqual([]);
  });

  it("with stand-ins of their own for nearly all of them", () => {
    expect(test.world.status().madeUp.length).toBeLessThan(test.checks.length / 20);
  });

  it("with heads and sequences that move", () => {
    const moved = [...first].flatMap(([id, { result }]) => {
      const [before, after] = [result.facts, later.get(id)?.result.facts];
      const number = before.head_number ?? before.sequence;
      return number === undefined ? [] : [{ id, moved: (after?.head_number ?? after?.sequence ?? 0) > number }];
    });
    expect(moved.length).toBeGreaterThan(100);
    // An identity never moves; it reports no head, so it is not here.
    expect(moved.filter((one) => !one.moved)).toEqual([]);
  });

  it("with one hash for each block, whichever operator is asked", () => {
    const hashes = new Map<string, Map<string, string[]>>();
    for (const [id, { result }] of [...first, ...later]) {
      const located = test.world.plan.checks.get(id);
      const chain = located?.check.chain ?? located?.component.chain;
      const { head_number, head_hash } = result.facts;
      if (chain === undefined || head_number === undefined || head_hash === undefined) continue;
      const block = hashes.get(`${chain} ${head_number}`) ?? new Map<string, string[]>();
      block.set(head_hash.toLowerCase(), [...(block.get(head_hash.toLowerCase()) ?? []), id]);
      hashes.set(`${chain} ${head_number}`, block);
    }
    const forked = [...hashes].filter(([, block]) => block.size > 1);
    expect(forked).toEqual([]);
    const agreed = (chain: string) =>
      Math.max(
        0,
        ...[...hashes]
          .filter(([key]) => key.startsWith(`${chain} `))
          .map(([, block]) => [...block.values()][0]?.length ?? 0),
      );
    for (const chain of ["ethereum", "base", "arbitrum", "bitcoin", "xrp-ledger"])
      expect(agreed(chain), chain).toBeGreaterThan(1);
  });

  it("over verified TLS, some of it compressed", () => {
    const reports = [...first.values()];
    expect([...first].flatMap(([id, { tls }]) => (tls === null ? [id] : []))).toEqual([]);
    expect(reports.every(({ result }) => (result.certExpiresAt ?? 0) > Date.now())).toBe(true);
    const encodings = new Set(
      reports.map(
        ({ responseHeaders }) =>
          responseHeaders.find(([name]) => name.toLowerCase() === "content-encoding")?.[1] ?? "none",
      ),
    );
    expect(encodings).toEqual(new Set(["gzip", "none"]));
  });
});
