import { expect, it } from "vitest";
import { Busy, createTurns } from "#server/front/turns.ts";

/** A task that ends when it is told to, and notes that it began. */
function gated(log: string[], name: string) {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    end: () => end(),
    run: async () => {
      log.push(name);
      await promise;
      return name;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it("no more run at a time than may, and each gets its own result", async () => {
  const turns = createTurns({ atOnce: 2, waiting: 10 });
  let [running, most] = [0, 0];
  const task = async (n: number) => {
    running += 1;
    most = Math.max(most, running);
    await settled();
    running -= 1;
    return n;
  };
  const results = await Promise.all(Array.from({ length: 9 }, (_, n) => turns.take(`client ${n % 3}`, () => task(n))));
  expect(results).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(most).toBe(2);
});

it("a client that asks for a hundred things waits for himself: another's one comes after his next, not after all", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 1_000 });
  const log: string[] = [];
  const first = gated(log, "greedy 0");
  const all = [turns.take("greedy", first.run)];
  for (let n = 1; n <= 100; n += 1) all.push(turns.take("greedy", async () => String(log.push(`greedy ${n}`))));
  all.push(turns.take("modest", async () => String(log.push("modest"))));
  first.end();
  await Promise.all(all);
  expect(log.slice(0, 4)).toEqual(["greedy 0", "greedy 1", "modest", "greedy 2"]);
  expect(log).toHaveLength(102);
});

it("who comes when too many wait is refused at once, and a task that fails gives its place back", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 1 });
  const log: string[] = [];
  const first = gated(log, "first");
  const running = turns.take("a", first.run);
  const second = turns.take("b", async () => {
    throw new Error("broken");
  });
  await expect(turns.take("c", async () => "never")).rejects.toBeInstanceOf(Busy);
  first.end();
  expect(await running).toBe("first");
  await expect(second).rejects.toThrow("broken");
  expect(await turns.take("c", async () => "now")).toBe("now");
});
