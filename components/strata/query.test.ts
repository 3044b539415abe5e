import { expect, it } from "vitest";
import { filterOf, KIND_GROUP_NAMES, pictureAddress, readQuery } from "#components/strata/query.ts";
import { KINDS } from "#server/routes.ts";

const CLOUDS = ["aws", "gcp"];
const whole = readQuery({}, CLOUDS);

it("what is asked for stands in the address, and is read from it again", () => {
  const query = readQuery(
    { range: "24h", layer: "access", kind: "rpc", state: "failing", cloud: "aws", all: "1", view: "table" },
    CLOUDS,
  );
  const address = pictureAddress("/ja", query);
  expect(address).toBe("/ja?range=24h&layer=access&kind=rpc&state=failing&cloud=aws&all=1&view=table");
  expect(readQuery(Object.fromEntries(new URL(address, "http://x").searchParams), CLOUDS)).toEqual(query);
  expect(pictureAddress("/", whole)).toBe("/");
  expect(pictureAddress("/", query, { range: "2h", layer: null, kind: null, standing: null, cloud: null })).toBe(
    "/?all=1&view=table",
  );
});

it("what is none of what may stand there is as if it did not", () => {
  expect(
    readQuery(
      { range: "1y", layer: "<b>", kind: "__proto__", cloud: "nobody", all: "2", view: ["x", "table"] },
      CLOUDS,
    ),
  ).toEqual(whole);
});

it("a kind is all the services that stand under its heading; the door knows the same kinds", () => {
  const exchanges = readQuery({ kind: "exchanges" }, CLOUDS);
  expect(filterOf(exchanges, null).kinds).toEqual(["exchange", "broker"]);
  expect(filterOf(whole, null)).toMatchObject({ kinds: [], ids: null, all: false });
  expect([...KIND_GROUP_NAMES]).toEqual([...KINDS]);
});
