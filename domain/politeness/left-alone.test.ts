import { expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { leaveAlone } from "#catalog/opt-out.ts";
import type { OptOut } from "#catalog/schema.ts";
import { leftAlone } from "#domain/politeness/left-alone.ts";

it("a host that asked is left alone with all below it, and no other; what a service asked is about its checks alone", () => {
  const isLeft = leftAlone(leaveAlone(ownCatalog, [{ host: "kraken.com" }, { service: "binance" }]));
  const hosts = ["kraken.com", "api.kraken.com", "notkraken.com", "kraken.com.example.org", "api.binance.com"];
  expect(hosts.filter(isLeft)).toEqual(["kraken.com", "api.kraken.com"]);
});

it("a host that asked is left alone although its service asked, too, whichever was written first", () => {
  for (const asked of [
    [{ service: "kraken" }, { host: "kraken.com" }],
    [{ host: "kraken.com" }, { service: "kraken" }],
  ]) {
    expect(leftAlone(leaveAlone(ownCatalog, asked as OptOut[]))("api.kraken.com")).toBe(true);
  }
});

it("nobody is left alone where nobody asked", () => {
  expect(leftAlone(ownCatalog)("api.kraken.com")).toBe(false);
});
