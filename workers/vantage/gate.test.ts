import { describe, expect, it } from "vitest";
import { type ControlResult, type ControlRound, isGated } from "#domain/vantage.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { startVantageGate } from "#workers/vantage/gate.ts";

const controls = (answers: string): ControlResult[] =>
  [...answers].map((c, i) => ({
    slug: `control-${i}`,
    ok: c === "o",
    failureType: c === "o" ? null : "tcp.timed_out",
    totalMs: 1,
  }));

describe("the control rule", () => {
  it("gates at two of four and not at one: a single control may fail alone", () => {
    expect(isGated(controls("oooo"))).toBe(false);
    expect(isGated(controls("ooox"))).toBe(false);
    expect(isGated(controls("ooxx"))).toBe(true);
    expect(isGated(controls("xxxx"))).toBe(true);
  });
  it("can tell nothing from fewer than two controls", () => {
    expect(isGated([])).toBe(false);
    expect(isGated(controls("x"))).toBe(false);
  });
});

function setUp(answer: () => string) {
  const clock = createFakeClock();
  const rounds: ControlRound[] = [];
  const gate = startVantageGate({
    clock,
    askControls: async () => controls(answer()),
    onRound: (round) => rounds.push(round),
  });
  return { clock, gate, rounds };
}

describe("the vantage gate", () => {
  it("asks its controls at once and every ten seconds", async () => {
    const { clock, rounds, gate } = setUp(() => "oooo");
    await clock.advance(35_000);
    expect(rounds.length).toBe(4);
    await gate.stop();
    await clock.advance(60_000);
    expect(rounds.length).toBe(4);
  });

  it("sets evidence aside when the network is lost, without waiting for the next round", async () => {
    let network = "oooo";
    const { clock, gate } = setUp(() => network);
    await clock.advance(3_000);
    network = "xxxx";
    const from = clock.now();
    await clock.advance(500);
    const verdict = gate.lostNetworkSince(from);
    await clock.advance(1_500);
    expect(await verdict).toBe(true);
    expect(gate.gated).toBe(true);
  });

  it("lets evidence count when the controls answer before and after it", async () => {
    const { clock, gate } = setUp(() => "ooxo");
    await clock.advance(3_000);
    const verdict = gate.lostNetworkSince(clock.now());
    await clock.advance(1_000);
    expect(await verdict).toBe(false);
  });

  it("sets aside a failure of which the round before says the network was gone, though it is back now", async () => {
    let network = "xxxx";
    const { clock, gate } = setUp(() => network);
    await clock.advance(2_000);
    network = "oooo";
    const verdict = gate.lostNetworkSince(clock.now());
    await clock.advance(2_000);
    expect(await verdict).toBe(true);
  });

  it("asks no more than once a second, however many failures want to know", async () => {
    const { clock, gate, rounds } = setUp(() => "oooo");
    await clock.advance(10);
    const all = Array.from({ length: 50 }, () => gate.lostNetworkSince(clock.now()));
    await clock.advance(1_100);
    await Promise.all(all);
    expect(rounds.length).toBe(2);
  });
});
