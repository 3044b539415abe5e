import { expect, test } from "@playwright/test";
import { services } from "#catalog/index.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import { publishedChecks, publishedIncidents, publishedServices } from "./api.ts";

/** What is asked at all: the world has every key. */
const due = locateChecks({ services }).filter(
  ({ service, check }) => service.lifecycle.state !== "retired" && check.tier !== "disabled",
);

test("every check has been measured, and answers, within a minute of readiness", async () => {
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

test("a check that is kept for history is not measured, and the API says so by null", async () => {
  const rest = (await publishedChecks()).filter((check) => !due.some(({ id }) => id === check.id));
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.every((check) => check.last === null)).toBe(true);
});

test("what is measured is judged: every service that can be is operational, with a sentence, a date and no incident", async () => {
  const judged = async () =>
    (await publishedServices()).flatMap((service) =>
      service.components.filter(({ since }) => since !== null).map((component) => ({ service, component })),
    );
  await expect
    .poll(async () => (await judged()).filter(({ component }) => component.status === "operational").length, {
      timeout: 60_000,
      intervals: [1_000],
    })
    .toBeGreaterThan(120);
  for (const { service, component } of await judged()) {
    const key = `${service.slug}/${component.slug}`;
    expect(["operational", "unknown"], key).toContain(component.status);
    expect(component.sentence, key).toMatch(/^.+: .+\.$/);
    expect(component.incident, key).toBeNull();
    expect(Object.keys(component.uptime), key).toEqual(["24h", "7d", "30d", "90d"]);
    // A day of which only a minute is known has no figure.
    expect(component.uptime["24h"], key).toBeNull();
  }
  expect(await publishedIncidents()).toEqual([]);
});
