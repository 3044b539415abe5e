import { describe, expect, it } from "vitest";
import { type Box, collisions, lettersOf } from "#scripts/shots/look/geometry.ts";

const box = (left: number, top: number, width: number, height = 20): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

describe("texts that lie over each other", () => {
  it("are found wherever on the page, each pair once, and never a text with itself", () => {
    const items = [
      { owner: "far", box: box(0, 500, 100) },
      { owner: "a", box: box(0, 0, 100) },
      { owner: "a", box: box(50, 0, 100) },
      { owner: "b", box: box(140, 10, 100) },
      { owner: "beside", box: box(240, 10, 100) },
    ];
    expect(collisions(items)).toEqual([["a", "b"]]);
  });

  it("are not two lines of a tight headline, whose boxes touch but whose letters do not", () => {
    const lines = [
      { owner: "first", box: lettersOf(box(0, 0, 100, 45)) },
      { owner: "second", box: lettersOf(box(0, 40, 100, 45)) },
    ];
    expect(collisions(lines)).toEqual([]);
    expect(collisions(lines.map((line) => ({ ...line, box: { ...line.box, top: 0 } })))).toEqual([["first", "second"]]);
  });
});
