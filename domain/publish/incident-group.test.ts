import { expect, it } from "vitest";
import { NO_CHAINS } from "#domain/publish/component-told.ts";
import { publishGroup } from "#domain/publish/incident-group.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import { makeIncidentView, NOW } from "#domain/status/testing/views.ts";

const MINUTE = 60_000;
const view = (id: string, over: Partial<IncidentView> = {}) => makeIncidentView({ id: id.padEnd(12, "0"), ...over });
const ended = { resolvedAt: NOW - MINUTE, verdict: "up" } as const;
const publish = (...incidents: readonly IncidentView[]) =>
  publishGroup({ id: "grp123def456", incidents }, NO_CHAINS, new Map());

it("a group is open while one of its incidents is, and is over when the last of them ends", () => {
  expect(publish(view("a"), view("b", ended))).toMatchObject({ state: "open", resolved_at: null });
  expect(publish(view("a", { ...ended, resolvedAt: NOW }), view("b", ended))).toMatchObject({
    state: "over",
    resolved_at: "2026-03-10T12:00:00.000Z",
  });
});

it("a group is as bad as the worst of it, began with the first of it, and is seen from two places when any of it is", () => {
  const mild = view("a", { severity: "minor", confirmed: false, startedAt: NOW - 9 * MINUTE });
  expect(publish(mild)).toMatchObject({ severity: "minor", confirmed: false });
  expect(publish(mild, view("b", { severity: "major" }))).toMatchObject({
    severity: "major",
    confirmed: true,
    started_at: "2026-03-10T11:51:00.000Z",
    services: ["kraken"],
    incidents: [{ id: mild.id }, { severity: "major" }],
  });
});

it("what was taken back counts only where nothing else is left, and is shown all the same", () => {
  const retracted = { at: NOW, author: "ops", reason: "our network" };
  const taken = view("a", { severity: "critical", retracted });
  const mild = view("b", { severity: "minor" });
  expect(publish(taken, mild)).toMatchObject({
    retracted: false,
    severity: "minor",
    incidents: [{ retracted: true }, {}],
  });
  expect(publish(taken)).toMatchObject({
    retracted: true,
    state: "over",
    severity: "critical",
    resolved_at: "2026-03-10T12:00:00.000Z",
  });
});
