import { expect, it } from "vitest";
import type { ServicePart } from "#domain/publish/service-days.ts";
import { uptimeOfService } from "#domain/publish/service-uptime.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";

const HOUR = 3_600_000;
const NOW = 100 * 24 * HOUR;
const STARTS = { "24h": NOW - 24 * HOUR, "7d": NOW - 168 * HOUR, "30d": NOW - 720 * HOUR, "90d": NOW - 2_160 * HOUR };

function part(
  slug: string,
  layer: "access" | "chain",
  ...log: readonly (readonly [ago: number, Verdict])[]
): ServicePart {
  const entries = log.map(([ago, verdict]) => ({ knownAt: NOW - ago, effectiveAt: NOW - ago, verdict }));
  return { slug, layer, spans: foldVerdicts(entries), excluded: [], maintenance: [] };
}

it("a layer is down while any of its components is, and so in every window by itself", () => {
  const parts = [
    part("rpc", "access", [2_200 * HOUR, "up"], [50 * HOUR, "down"], [49 * HOUR, "up"]),
    part("web", "access", [2_200 * HOUR, "up"], [3 * HOUR, "down"], [HOUR, "up"]),
    part("chain", "chain", [2_200 * HOUR, "up"]),
  ];
  const uptime = uptimeOfService(parts, STARTS, NOW);
  expect([...uptime.keys()]).toEqual(["access", "chain"]);
  const { components, seconds } = uptime.get("access") ?? { components: [], seconds: null };
  expect(components).toEqual(["rpc", "web"]);
  expect(seconds?.["24h"]).toMatchObject({ up: 22 * 3_600, down: 2 * 3_600, unknown: 0 });
  expect(seconds?.["7d"]).toMatchObject({ down: 3 * 3_600 });
  expect(uptime.get("chain")?.seconds["90d"]).toMatchObject({ up: 2_160 * 3_600, down: 0 });
});

it("what nothing was ever known of hides nothing of the rest, and a layer of nothing else is not told", () => {
  const parts = [
    part("rpc", "access", [10 * HOUR, "up"]),
    part("new", "access", [10 * HOUR, "unknown"]),
    part("chain", "chain", [10 * HOUR, "unknown"]),
  ];
  const uptime = uptimeOfService(parts, STARTS, NOW);
  expect([...uptime.keys()]).toEqual(["access"]);
  expect(uptime.get("access")?.components).toEqual(["rpc"]);
  expect(uptime.get("access")?.seconds["24h"]).toMatchObject({ up: 36_000, unknown: 14 * 3_600 });
  expect(uptimeOfService([], STARTS, NOW).size).toBe(0);
});
