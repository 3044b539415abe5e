import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createTeller } from "#components/replay/teller.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function listen() {
  const heard: string[] = [];
  return { heard, teller: createTeller((sentence) => heard.push(sentence)) };
}

it("what the page says at first is not read out, and the first change is, however early it comes", () => {
  const { heard, teller } = listen();
  teller.say("0 minutes in, all is well", "well");
  teller.say("1 minute in, all is well", "well");
  vi.advanceTimersByTime(10);
  expect(heard).toEqual([]);
  teller.say("2 minutes in, A is down", "A");
  vi.advanceTimersByTime(10);
  expect(heard).toEqual(["2 minutes in, A is down"]);
});

it("what comes soon after is told when one has had time to listen, the last of it alone", () => {
  const { heard, teller } = listen();
  for (const news of ["well", "A"]) teller.say(news, news);
  vi.advanceTimersByTime(1_000);
  for (const news of ["A, B", "A, B, C"]) teller.say(news, news);
  teller.say("a minute later, A, B, C", "A, B, C");
  vi.advanceTimersByTime(3_900);
  expect(heard).toEqual(["A"]);
  vi.advanceTimersByTime(200);
  expect(heard).toEqual(["A", "a minute later, A, B, C"]);
});

it("what has become again what was told last is not told", () => {
  const { heard, teller } = listen();
  for (const news of ["well", "A"]) teller.say(news, news);
  vi.advanceTimersByTime(1_000);
  for (const news of ["A, B", "A"]) teller.say(news, news);
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual(["A"]);
});
