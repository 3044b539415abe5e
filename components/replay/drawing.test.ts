import { describe, expect, it } from "vitest";
import { drawSpans, isTickShown, panOf } from "#components/replay/drawing.ts";
import { clock, entry } from "#domain/replay/testing/entry.ts";
import { toldSpans } from "#domain/replay/told-spans.ts";

const window = { from: clock("06:00"), to: clock("12:00") };

describe("what somebody told", () => {
  it("with two ends is a solid outline, with an end that is not known a dashed one, and what nobody knows is hatched", () => {
    const { boxes } = drawSpans(
      toldSpans(
        [
          entry("07:00"),
          entry("08:00", { id: "2", status: "operational" }),
          entry("09:00", { id: "3", status: "partial_outage", kind: "press" }),
        ],
        window,
      ),
      window,
    );
    expect(boxes.map(({ className, isOpen }) => [className, isOpen])).toEqual([
      ["f-unk", false],
      ["o-maj", false],
      ["o-op", false],
      ["o-part", true],
      ["f-unk", false],
    ]);
  });

  it("of one state is one box, however often it was told", () => {
    const told = toldSpans([entry("07:00"), entry("07:30", { id: "2" }), entry("08:00", { id: "3" })], window);
    expect(drawSpans(told, window).boxes.filter(({ className }) => className === "o-maj").length).toBe(1);
  });

  it("with `about` has a lozenge on its instant", () => {
    const told = toldSpans([entry("09:00", { kind: "press", isAbout: true })], window);
    expect(drawSpans(told, window).sightings).toEqual([{ className: "sg-maj", x: "50%" }]);
  });
});

it("the drawing is shifted by whole widths of what is shown", () => {
  const shown = { from: clock("07:30"), to: clock("10:30") };
  expect(panOf(window, shown)).toEqual({ x: "-50%", width: "200%" });
});

it("no tick is drawn where an edge would cut it", () => {
  const shown = { from: clock("07:30"), to: clock("10:30") };
  expect(["07:30", "08:00", "10:00", "10:30"].map((text) => isTickShown(clock(text), shown))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
