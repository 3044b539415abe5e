import { expect, it } from "vitest";
import { feedTagOf } from "#server/feed-tag.ts";
import { ownAddressOf } from "#server/own-address.ts";
import { readWebSettings } from "#server/settings.ts";

const read = (env: Record<string, string>) => readWebSettings({ DATABASE_URL: "postgres://127.0.0.1/none", ...env });

it("the public address is an origin, written in one way", () => {
  expect(read({ FAULTLINE_URL: "https://Status.Example.org/" }).FAULTLINE_URL).toBe("https://status.example.org");
  expect(read({ FAULTLINE_URL: "http://127.0.0.1:3000" }).FAULTLINE_URL).toBe("http://127.0.0.1:3000");
  expect(read({ FAULTLINE_URL: "" }).FAULTLINE_URL).toBeUndefined();
});

it("entries of feeds are named by the site's host until somebody says by what, and never by a clock", () => {
  const tagOf = (env: Record<string, string>) => feedTagOf(read(env).FAULTLINE_URL ?? null, read(env));
  expect(tagOf({ FAULTLINE_URL: "https://Status.Example.org:8443" })).toBe("status.example.org,2026");
  const frozen = { FAULTLINE_FEED_AUTHORITY: "status.example.org", FAULTLINE_FEED_YEAR: "2027" };
  expect(tagOf({ FAULTLINE_URL: "https://moved.example.net", ...frozen })).toBe("status.example.org,2027");
  expect(tagOf({ FAULTLINE_URL: "http://[::1]:3000" })).toBe("1,2026");
  expect(tagOf(frozen)).toBeNull();
});

it("a site that nobody but this machine can ask knows its address by where it listens, and no other site does", () => {
  const ownOf = (env: Record<string, string>) => ownAddressOf(read(env));
  expect(ownOf({})).toBe("http://127.0.0.1:3000");
  expect(ownOf({ PORT: "3900", HOST: "localhost" })).toBe("http://localhost:3900");
  expect(ownOf({ HOST: "::1", PORT: "80" })).toBe("http://[::1]");
  for (const env of [
    { HOST: "0.0.0.0" },
    { HOST: "::" },
    { HOST: "192.0.2.7" },
    { HOST: "127.0.0.1.example.org" },
    { FAULTLINE_PROXIES: "1" },
    { PORT: "0" },
  ])
    expect(ownOf(env), JSON.stringify(env)).toBeNull();
  expect(feedTagOf(ownOf({}), read({}))).toBe("127.0.0.1,2026");
});

it.each([
  { FAULTLINE_FEED_AUTHORITY: "https://status.example.org" },
  { FAULTLINE_FEED_AUTHORITY: "status.example.org,2026" },
  { FAULTLINE_FEED_YEAR: "26" },
  { FAULTLINE_URL: "status.example.org" },
  { FAULTLINE_URL: "ftp://status.example.org" },
  { FAULTLINE_URL: "https://status.example.org/faultline" },
  { FAULTLINE_URL: "https://user:secret@status.example.org" },
  { FAULTLINE_SECRET_KEY: "c2hvcnQ=" },
  { FAULTLINE_WEBHOOK_LOOPBACK: "yes" },
  { FAULTLINE_PROXIES: "-1" },
  { FAULTLINE_PROXIES: "many" },
])("%j is refused by its name, and its value is not told", (env) => {
  const [[name = "", value = ""] = []] = Object.entries(env);
  expect(() => read(env)).toThrow(name);
  try {
    read(env);
  } catch (error) {
    expect(String(error)).not.toContain(value);
  }
});
