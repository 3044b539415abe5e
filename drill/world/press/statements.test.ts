import { afterEach, beforeEach, expect, it } from "vitest";
import { type PressReader, pressReader } from "#drill/testing/press.ts";
import { openTestWorld, type TestClock, type TestWorld, testClock } from "#drill/testing/world.ts";

const T = Date.UTC(2025, 9, 20, 6, 0, 0);
const MINUTE = 60_000;
const minutes = (n: number) => T + n * MINUTE;

let clock: TestClock;
let test: TestWorld;
let read: PressReader;
beforeEach(async () => {
  clock = testClock(T);
  const posts = [
    { at: minutes(71), severity: "degraded" },
    { at: minutes(146), severity: "disruption" },
    { at: minutes(300), severity: "degraded" },
    { at: minutes(960), severity: null },
  ] as const;
  const statements = [{ place: { provider: "aws", region: "us-east-1" }, began: minutes(48), posts }];
  test = await openTestWorld({ now: clock.now, statements });
  read = pressReader(test.world, clock.now);
});
afterEach(() => test.stop());

const at = (minute: number) => clock.advance(minutes(minute) - clock.now());
const regions = async () => (await read.events("aws", "aws-health")).map(({ scope }) => scope);

it("a cloud posts its statement at its minutes, no worse than each post says, and closes with the last", async () => {
  at(70);
  expect(await read.events("aws", "aws-health")).toEqual([]);
  at(71);
  const [first] = await read.events("aws", "aws-health");
  expect(first).toMatchObject({
    onsetAt: minutes(71),
    onsetQuality: "first_status_post",
    endedAt: null,
    severity: { peak: "degraded", now: "degraded" },
    scope: { kind: "regions", regions: ["us-east-1"] },
  });
  at(150);
  const [worse] = await read.events("aws", "aws-health");
  expect(worse).toMatchObject({ id: first?.id, severity: { peak: "disruption", now: "disruption" } });
  at(310);
  expect((await read.events("aws", "aws-health"))[0]).toMatchObject({
    severity: { peak: "disruption", now: "degraded" },
    updates: [{ at: minutes(71) }, { at: minutes(146) }, { at: minutes(300) }],
  });
  at(961);
  expect((await read.events("aws", "aws-health"))[0]).toMatchObject({ endedAt: minutes(960) });
});

it("whatever fails there, it posts nothing of its own accord, and of other regions as ever", async () => {
  await test.world.fail("cloud:aws/us-east-1", "http.error");
  at(60);
  expect(await regions()).toEqual([]);
  await test.world.fail("cloud:aws/eu-west-1", "http.error");
  at(69);
  expect(await regions()).toEqual([{ kind: "regions", regions: ["eu-west-1"] }]);
});
