import { expect, it } from "vitest";
import { keepMade } from "#app/pictures/kept.ts";

function counted(most: number) {
  const made: string[] = [];
  const keep = keepMade<string>(most);
  const kept = (key: string) =>
    keep(key, async () => {
      made.push(key);
      if (key === "bad") throw new Error("cannot be drawn");
      return `${key} ${made.length}`;
    });
  return { made, kept };
}

it("the same picture is drawn once, however many ask for it at once or later", async () => {
  const { made, kept } = counted(4);
  const atOnce = await Promise.all([kept("a"), kept("a"), kept("a")]);
  expect(atOnce).toEqual(["a 1", "a 1", "a 1"]);
  expect(await kept("a")).toBe("a 1");
  expect(await kept("b")).toBe("b 2");
  expect(made).toEqual(["a", "b"]);
});

it("there are never more than so many, and the one asked for longest ago goes first", async () => {
  const { made, kept } = counted(2);
  for (const key of ["a", "b", "a", "c"]) await kept(key);
  expect(await kept("a")).toBe("a 1");
  expect(made).toEqual(["a", "b", "c"]);
  expect(await kept("b")).toBe("b 4");
});

it("one that could not be drawn is drawn anew by who asks next, and each who waited is told", async () => {
  const { made, kept } = counted(2);
  await Promise.all([
    expect(kept("bad")).rejects.toThrow("cannot be drawn"),
    expect(kept("bad")).rejects.toThrow("cannot be drawn"),
  ]);
  expect(made).toEqual(["bad"]);
  await expect(kept("bad")).rejects.toThrow("cannot be drawn");
  expect(made).toEqual(["bad", "bad"]);
});
