import { expect, it } from "vitest";
import { serviceCalled } from "#domain/publish/called.ts";
import { makeServiceView } from "#domain/status/testing/views.ts";

const gate = makeServiceView("gate", [], { aliases: { "gate-io": "gate", "gate-api": "api" } });
const kraken = makeServiceView("kraken", [], { aliases: { gate: "kraken" } });

it.each([
  ["gate", "gate"],
  ["gate-io", "gate"],
  ["kraken", "kraken"],
])("%s is %s", (name, slug) => {
  expect(serviceCalled([kraken, gate], name)?.slug).toBe(slug);
});

it.each(["gate-api", "nobody", "constructor", "__proto__", ""])(
  "%j is no service, nor the name of a part of one",
  (name) => {
    expect(serviceCalled([kraken, gate], name)).toBeUndefined();
  },
);
