import { describe, expect, it } from "vitest";
import { type ControlResult, type ControlRound, isCutOffFromResolvers, isGated } from "#domain/vantage.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { startVantageGate } from "#workers/vantage/gate.ts";

/** One letter for each control, HTTP ones in capitals: `o` answers, `x` does not. */
const controls = (answers: string): ControlResult[] =>
  [...answers].map((letter, i) => ({
    slug: `control-${i}`,
    kind: letter === letter.toUpperCase() ? "http" : "dns",
    ok: letter.toLowerCase() === "o",
    failureType: letter.toLowerCase() === "o" ? null : "tcp.timed_out",
    totalMs: 1,
  }));

describe("the control rule", () => {
  it("gates at two of four and not at one: a single control may fail alone", () => {
    expect(isGated(controls("ooOO"))).toBe(false);
    expect(isGated(controls("ooOX"))).toBe(false);
    expect(isGated(controls("oxOX"))).toBe(true);
    expect(isGated(controls("xxXX"))).toBe(true);
  });

  it("gates when only the way that checks go is broken: our own resolver, or TCP", () => {
    expect(isGated(controls("ooXX"))).toBe(true);
  });

  it("does not gate a network that merely blocks foreign name servers", () => {
    expect(isGated(controls("xxOO"))).toBe(false);
  });

  it("can tell nothing from fewer than two controls", () => {
    expect(isGated([])).toBe(false);
    expect(isGated(controls("X"))).toBe(false);
  });

  it("goes by the name servers where an operator has nothing else", () => {
    expect(isGated(controls("xxo"))).toBe(true);
    expect(isGated(controls("xoo"))).toBe(false);
  });
});

describe("name servers can be asked by address", () => {
  it("as long as one of the controls that does so is answered", () => {
    expect(isCutOffFromResolvers(controls("ooOO"))).toBe(false);
    expect(isCutOffFromResolvers(controls("xoXX"))).toBe(false);
    expect(isCutOffFromResolvers(controls("xxOO"))).toBe(true);
  });

  it("for all that can be told where no control does so", () => {
    expect(isCutOffFromResolvers(controls("XX"))).toBe(false);
    expect(isCutOffFromResolvers([])).toBe(false);
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
    const { clock, rounds, gate } = setUp(() => "ooOO");
    await clock.advance(35_000);
    expect(rounds.length).toBe(4);
    await gate.stop();
    await clock.advance(60_000);
    expect(rounds.length).toBe(4);
  });

  it("sets evidence aside when the network is lost, without waiting for the next round", async () => {
    let network = "ooOO";
    const { clock, gate } = setUp(() => network);
    await clock.advance(3_000);
    network = "xxXX";
    const from = clock.now();
    await clock.advance(500);
    const verdict = gate.lostNetworkSince(from);
    await clock.advance(1_500);
    expect(await verdict).toBe(true);
    expect(gate.gated).toBe(true);
  });

  it("lets evidence count when the controls answer before and after it", async () => {
    const { clock, gate } = setUp(() => "ooXO");
    await clock.advance(3_000);
    const verdict = gate.lostNetworkSince(clock.now());
    await clock.advance(1_000);
    expect(await verdict).toBe(false);
  });

  it("sets aside what name servers said where none can be asked, and nothing else", async () => {
    const { clock, gate } = setUp(() => "xxOO");
    await clock.advance(3_000);
    const verdicts = [gate.lostNetworkSince(clock.now(), true), gate.lostNetworkSince(clock.now())];
    await clock.advance(1_500);
    expect(await Promise.all(verdicts)).toEqual([true, false]);
    expect(gate.gated).toBe(false);
  });

  it("sets aside a failure of which the round before says the network was gone, though it is back now", async () => {
    let network = "xxXX";
    const { clock, gate } = setUp(() => network);
    await clock.advance(2_000);
    network = "ooOO";
    const verdict = gate.lostNetworkSince(clock.now());
    await clock.advance(2_000);
    expect(await verdict).toBe(true);
  });

  it("sets aside a failure whose network was lost and found again between two good rounds", async () => {
    let network = "ooOO";
    const { clock, gate } = setUp(() => network);
    await clock.advance(100);
    const from = clock.now();
    network = "xxXX";
    await clock.advance(13_000);
    network = "ooOO";
    const verdict = gate.lostNetworkSince(from);
    await clock.advance(2_000);
    expect(await verdict).toBe(true);
  });

  it("lets a failure count that began long after the network was back", async () => {
    let network = "xxXX";
    const { clock, gate } = setUp(() => network);
    await clock.advance(5_000);
    network = "ooOO";
    await clock.advance(60_000);
    const from = clock.now();
    await clock.advance(1_000);
    const verdict = gate.lostNetworkSince(from);
    await clock.advance(2_000);
    expect(await verdict).toBe(false);
  });

  it("asks no more than once a second, however many failures want to know", async () => {
    const { clock, gate, rounds } = setUp(() => "ooOO");
    await clock.advance(10);
    const all = Array.from({ length: 50 }, () => gate.lostNetworkSince(clock.now()));
    await clock.advance(1_100);
    await Promise.all(all);
    expect(rounds.length).toBe(2);
  });
});
