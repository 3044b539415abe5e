import { describe, expect, it } from "vitest";
import { EVERYTHING } from "#domain/publish/webhook/subscription.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { wishOf } from "#server/desk/counter.ts";
import { readWish } from "#server/desk/wish.ts";

const url = "https://hooks.example.org/x";
const read = (input: unknown) => readWish(input, PUBLIC_TARGETS);
const names = (input: unknown) => {
  const found = read(input);
  return "problems" in found ? found.problems.map(({ name }) => name) : [];
};

describe("what somebody asks to be told", () => {
  it("is everything in English in the standard form, where only an address is given", () => {
    expect(read({ url })).toEqual({
      wish: {
        format: "standard",
        language: "en",
        filter: EVERYTHING,
        target: { url, host: "hooks.example.org", routingKey: null },
      },
    });
  });
  it("goes to PagerDuty's own address with a routing key, and to no other", () => {
    const key = "a".repeat(32);
    expect(read({ format: "pagerduty", routing_key: key, region: "eu" })).toMatchObject({
      wish: { target: { url: "https://events.eu.pagerduty.com/v2/enqueue", routingKey: key } },
    });
    expect(names({ format: "pagerduty", routing_key: key, url })).toEqual(["url"]);
    expect(names({ format: "pagerduty", url })).toEqual(["routing_key"]);
    expect(names({ url, routing_key: key })).toEqual(["routing_key"]);
  });
  it.each<[unknown, string[]]>([
    [null, [""]],
    [[], [""]],
    [{}, ["url"]],
    [{ url: 1 }, ["url"]],
    [{ url: "https://127.0.0.1/" }, ["url"]],
    [{ url, x: 1 }, ["x"]],
    [{ url, format: "teams" }, ["format"]],
    [{ url, services: ["Kraken!"] }, ["services.0"]],
    [{ url, services: "kraken" }, ["services"]],
    [{ url, layers: ["cloud"] }, ["layers.0"]],
    [{ url, min_severity: "none" }, ["min_severity"]],
    [{ url, confirmed_only: "yes" }, ["confirmed_only"]],
    [{ url, services: Array(101).fill("a") }, ["services"]],
  ])("%j is refused by name", (input, expected) => {
    expect(names(input)).toEqual(expected);
  });
  it("what is refused is not repeated", () => {
    const secret = "https://hooks.example.org:8443/topsecret";
    expect(JSON.stringify(read({ url: secret, ["k".repeat(200)]: secret }))).not.toContain("topsecret");
    expect(JSON.stringify(read({ url: secret }))).not.toContain("topsecret");
  });
});

describe("the form's fields", () => {
  const fields = (text: string) => wishOf(new URLSearchParams(text), "ja");
  it("ask for what the same object of the API does; empty ones ask for nothing", () => {
    const wish = fields(
      `format=slack&url=+${encodeURIComponent(url)}&routing_key=&region=us&services=Kraken%2C+infura&clouds=&layers=access&min_severity=major&confirmed_only=1&maintenance=1`,
    );
    expect(wish).toEqual({
      format: "slack",
      url,
      services: ["kraken", "infura"],
      clouds: [],
      layers: ["access"],
      min_severity: "major",
      confirmed_only: true,
      status_changes: false,
      maintenance: true,
      lang: "ja",
    });
    expect(names(wish)).toEqual([]);
  });
  it("of PagerDuty are its key and region, whatever stands in the other field", () => {
    expect(fields(`format=pagerduty&url=x&routing_key=${"b".repeat(32)}&region=eu`)).toMatchObject({
      routing_key: "b".repeat(32),
      region: "eu",
    });
    expect(names(fields(`format=pagerduty&url=x&routing_key=${"b".repeat(32)}&region=eu`))).toEqual([]);
  });
  it("that nobody sent are an address that is missing", () => {
    expect(names(fields(""))).toEqual(["url"]);
  });
});
