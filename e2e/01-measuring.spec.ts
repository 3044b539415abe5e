import { expect, test } from "@playwright/test";
import { services } from "#catalog/index.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import { publishedChecks } from "./api.ts";

/** What the foundation has probes for. */
const due = locateChecks({ services }).filter(
  ({ service, check }) =>
    service.lifecycle.state !== "retired" &&
    check.tier !== "disabled" &&
    (check.request.probe === "http" || check.request.probe === "json-rpc"),
);

test("every HTTP and JSON-RPC check has been measured, and answers, within a minute of readiness", async () => {
  expect(due.length).toBeGreaterThan(250);
  const wanted = new Set(due.map(({ id }) => id));
  await expect
    .poll(
      async () =>
        (await publishedChecks())
          .filter((check) => wanted.has(check.id) && check.last === null)
          .map((check) => check.id),
      {
        timeout: 60_000,
        intervals: [1_000],
      },
    )
    .toEqual([]);
  const checks = (await publishedChecks()).filter((check) => wanted.has(check.id));
  expect(
    checks.filter((check) => check.last?.outcome !== "ok").map((check) => [check.id, check.last?.failure_type]),
  ).toEqual([]);
  for (const check of checks) {
    expect(check.lifecycle, check.id).toBe("active");
    expect(check.last?.total_ms, check.id).toBeGreaterThan(0);
    expect(check.last?.connect_ms, check.id).not.toBeNull();
  }
});

test("a check that needs what is not built yet is not measured, and the API says so by null", async () => {
  const rest = (await publishedChecks()).filter((check) => !due.some(({ id }) => id === check.id));
  expect(rest.length).toBeGreaterThan(5);
  expect(rest.every((check) => check.last === null)).toBe(true);
});
