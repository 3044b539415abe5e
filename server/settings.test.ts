import { expect, it } from "vitest";
import { readWebSettings } from "#server/settings.ts";

const read = (env: Record<string, string>) => readWebSettings({ DATABASE_URL: "postgres://127.0.0.1/none", ...env });

it("the public address is an origin, written in one way", () => {
  expect(read({ FAULTLINE_URL: "https://Status.Example.org/" }).FAULTLINE_URL).toBe("https://status.example.org");
  expect(read({ FAULTLINE_URL: "http://127.0.0.1:3000" }).FAULTLINE_URL).toBe("http://127.0.0.1:3000");
  expect(read({ FAULTLINE_URL: "" }).FAULTLINE_URL).toBeUndefined();
});

it.each([
  { FAULTLINE_URL: "status.example.org" },
  { FAULTLINE_URL: "ftp://status.example.org" },
  { FAULTLINE_URL: "https://status.example.org/faultline" },
  { FAULTLINE_URL: "https://user:secret@status.example.org" },
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
