import { describe, expect, it } from "vitest";
import { heldUp } from "#domain/status/held-up.ts";
import { makeCheckView, makeComponentView, makeServiceView, makeUptime } from "#domain/status/testing/views.ts";

describe("how a group held up", () => {
  const part = (slug: string, layer: "access" | "chain", seconds: { up?: number; down?: number }) =>
    makeComponentView(slug, [makeCheckView(`gate/${slug}/c`)], { layer, uptime: makeUptime(seconds) });

  it("is the time of all its parts together: of the way in, or of all of it", () => {
    const gate = [part("api", "access", { up: 90, down: 10 }), part("chain", "chain", { up: 100 })];
    const overview = {
      services: [
        makeServiceView("gate", [], { components: gate }),
        makeServiceView("other", [], { components: [part("api", "access", { down: 100 })] }),
      ],
    };
    expect(heldUp(overview, ["gate"]).seconds["90d"]).toMatchObject({ up: 90, down: 10 });
    expect(heldUp(overview, ["gate"], "any").seconds["90d"]).toMatchObject({ up: 190, down: 10 });
    expect(heldUp(overview, []).components).toBe(0);
  });
});
