import { expect, it } from "vitest";
import { readWorkerSettings } from "#workers/settings.ts";

const read = (env: Record<string, string>) =>
  readWorkerSettings({ DATABASE_URL: "postgres://localhost/faultline", ...env }).FAULTLINE_EXPORT_LICENCE;

it("months are exported under the licence that the operator has chosen, by default under CC BY 4.0, and under no other", () => {
  expect([read({}), read({ FAULTLINE_EXPORT_LICENCE: "" })]).toEqual(["CC-BY-4.0", "CC-BY-4.0"]);
  expect(read({ FAULTLINE_EXPORT_LICENCE: "CC0-1.0" })).toBe("CC0-1.0");
  expect(() => read({ FAULTLINE_EXPORT_LICENCE: "all rights reserved" })).toThrow("FAULTLINE_EXPORT_LICENCE");
});
