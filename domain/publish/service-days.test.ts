import { describe, expect, it } from "vitest";
import { daysOfService, type ServicePart } from "#domain/publish/service-days.ts";
import type { VerdictSpan } from "#domain/uptime/spans.ts";

const HOUR = 3_600_000;
const FROM = Date.parse("2026-03-08T00:00:00Z");
const window = { from: FROM, to: FROM + 30 * HOUR };
const part = (slug: string, layer: ServicePart["layer"], verdict: VerdictSpan["verdict"]): ServicePart => ({
  slug,
  layer,
  spans: [{ verdict, from: FROM, to: null }],
});

describe("how a service did, day by day", () => {
  it("each layer stands by itself: what a chain did is in no sum of the way to it", () => {
    const { layers } = daysOfService([part("rpc", "access", "up"), part("chain", "chain", "down")], window);
    expect(
      [...layers].map(([layer, { days }]) => [layer, days.map(({ seconds }) => [seconds.up, seconds.down])]),
    ).toEqual([
      [
        "access",
        [
          [24 * 3600, 0],
          [6 * 3600, 0],
        ],
      ],
      [
        "chain",
        [
          [0, 24 * 3600],
          [0, 6 * 3600],
        ],
      ],
    ]);
  });

  it("a component of which nothing is known hides nothing of the others, and has days of its own", () => {
    const { layers, components } = daysOfService(
      [part("rpc", "access", "up"), part("ws", "access", "unknown")],
      window,
    );
    expect(layers.get("access")?.components).toEqual(["rpc"]);
    expect(layers.get("access")?.days[0]?.seconds).toMatchObject({ up: 24 * 3600, unknown: 0 });
    expect(components.get("ws")?.map(({ seconds }) => seconds.unknown)).toEqual([24 * 3600, 6 * 3600]);
  });

  it("a layer of which nothing is known is not told", () => {
    expect(daysOfService([part("rpc", "access", "unknown")], window).layers.size).toBe(0);
    expect(daysOfService([], window)).toEqual({ window, layers: new Map(), components: new Map() });
  });
});
