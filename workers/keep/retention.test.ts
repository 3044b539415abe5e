import { expect, it } from "vitest";
import { readWorkerSettings } from "#workers/settings.ts";

const read = (env: Record<string, string>) =>
  readWorkerSettings({ DATABASE_URL: "postgres://localhost/faultline", ...env });

it("raw results are kept for 30 days, minutes for 90 and failures for 400 unless something else is said", () => {
  expect(read({})).toMatchObject({
    FAULTLINE_KEEP_RAW_DAYS: 30,
    FAULTLINE_KEEP_MINUTES_DAYS: 90,
    FAULTLINE_KEEP_EVIDENCE_DAYS: 400,
  });
  expect(read({ FAULTLINE_KEEP_EVIDENCE_DAYS: "30" }).FAULTLINE_KEEP_EVIDENCE_DAYS).toBe(30);
});

it("failures are never kept for less long than the raw record", () => {
  expect(() => read({ FAULTLINE_KEEP_EVIDENCE_DAYS: "29" })).toThrow(
    "FAULTLINE_KEEP_EVIDENCE_DAYS: must not be less than FAULTLINE_KEEP_RAW_DAYS",
  );
  expect(read({ FAULTLINE_KEEP_RAW_DAYS: "1000" }).FAULTLINE_KEEP_EVIDENCE_DAYS).toBe(1_000);
});
