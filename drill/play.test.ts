import { expect, it } from "vitest";
import { carryOut, play, type Step, stepsOf } from "#drill/play.ts";
import { scenario as chainHalt } from "#drill/scenarios/chain-halt.ts";
import { scenario as alone } from "#drill/scenarios/exchange-alone.ts";
import { scenario as offline } from "#drill/scenarios/vantage-offline.ts";
import type { FailReply, Refusal } from "#drill/world/messages.ts";

const reply = (hit: string[], others: string[] = []): FailReply => ({
  ...{ target: "gemini/api", fault: "http.error", does: "", hit, sameRequest: [], untouched: [] },
  hosts: [{ host: "api.gemini.com", address: "127.11.0.1", others }],
});

/** A world that notes its orders, and a clock that stands until it is told to go on. */
function stage(answer: FailReply | Refusal) {
  const told: string[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  let now = alone.from;
  return {
    told,
    goTo: async (at: number) => {
      for (;;) {
        const due = timers.findIndex((timer) => timer.at <= at);
        const [timer] = due < 0 ? [] : timers.splice(due, 1);
        if (timer === undefined) break;
        now = timer.at;
        timer.callback();
      }
      now = at;
      await new Promise((resolve) => setImmediate(resolve));
    },
    clock: {
      now: () => now,
      after: (ms: number, callback: () => void) => {
        const timer = { at: now + Math.max(0, ms), callback };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
    world: {
      fail: async (target: string, fault?: string) => {
        told.push(`${target} ${fault}`);
        return answer;
      },
      heal: async (target?: string) => {
        told.push(`heal ${target}`);
        return { healed: [], left: [] };
      },
    },
  };
}

it("orders come at their times and in their order, and end when they are to", async () => {
  const { clock, world, told, goTo } = stage(reply(["gemini/api/book"]));
  const steps: Step[] = [];
  const options = {
    world,
    clock,
    onStep: (step: Step) => steps.push(step),
    onProblem: (why: string) => told.push(why),
  };
  const end = play(alone, options);
  const [outage] = alone.outages;
  await goTo((outage?.from ?? 0) - 1);
  expect(told).toEqual([]);
  await goTo(outage?.from ?? 0);
  expect(told).toEqual(["gemini/api http.error"]);
  end();
  await goTo(alone.to);
  expect(told).toHaveLength(1);
  play(alone, options);
  await goTo(alone.to);
  expect(told.slice(1)).toEqual(["gemini/api http.error", "heal gemini/api"]);
  expect(steps).toHaveLength(3);
});

it("what the world refuses, and what it hits beside the outage, is a problem", async () => {
  const [fail] = stepsOf(alone);
  if (fail === undefined) throw new Error("no step");
  expect(await carryOut(fail, stage(reply(["gemini/api/book"])).world)).toBeNull();
  expect(await carryOut(fail, stage({ refusal: "no such target", near: [] }).world)).toBe("no such target");
  expect(await carryOut(fail, stage(reply(["gemini/api/book"], ["kraken/api/book"])).world)).toBe(
    "gemini/api http.error hits kraken/api too, which the scenario does not say",
  );
});

it("a chain is stopped for everybody, and a vantage loses its network", () => {
  expect(stepsOf(chainHalt).map(({ target, fault }) => [target, fault])).toEqual([
    ["chain:polygon", "halted"],
    ["chain:polygon", null],
  ]);
  expect(stepsOf(offline).map(({ target, fault }) => [target, fault])).toEqual([
    ["vantage:vantage-1", "network"],
    ["vantage:vantage-1", null],
  ]);
});
