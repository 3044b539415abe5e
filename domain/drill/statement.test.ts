import { expect, it } from "vitest";
import type { Scenario } from "#domain/drill/scenario.ts";
import { statementsOf } from "#domain/drill/statement.ts";
import type { Dossier, DossierEvent } from "#domain/replay/dossier.ts";

const place = { provider: "aws", region: "us-east-1" };
const event = (at: string, changes: Partial<DossierEvent>): DossierEvent => ({
  ...{ at, precision: "minute", subject: "aws-us-east-1", subject_kind: "cloud", state: "degraded" },
  ...{ kind: "official_status", headline: "x", source_url: "https://example.org/", source_title: "x", ...changes },
});
const dossier: Dossier = {
  ...{ id: "2025-10-20-aws-us-east-1", title: "x", provider: "AWS", region: "us-east-1", root_cause: "x" },
  ...{ started_at: "2025-10-20T06:48:00Z", ended_at: null, first_public_notice_at: null, phases: [] },
  ...{ phase_source: { url: "https://example.org/", title: "x" }, contradictions: [], gaps: [], notes: [] },
  events: [
    event("2025-10-20T00:00:00Z", { precision: "day", state: "major_outage" }),
    event("2025-10-20T06:48:00Z", { kind: "reconstructed", state: "major_outage" }),
    event("2025-10-20T07:11:00Z", { scope: "region" }),
    event("2025-10-20T08:15:00Z", { scope: "dynamodb", state: "major_outage" }),
    event("2025-10-20T08:26:00Z", { state: "major_outage" }),
    event("2025-10-20T08:30:00Z", { subject: "infura", subject_kind: "rpc", state: "major_outage" }),
    event("2025-10-20T22:01:00Z", { state: "operational" }),
    event("2025-10-20T22:53:00Z", { precision: "approx", state: "operational" }),
  ],
};
const scenario: Scenario = {
  ...{ id: dossier.id, title: "x", dossier: { id: dossier.id, cloud: place }, from: 0, to: 1, outages: [] },
  ...{ unaffected: [], disturbances: [], statements: [], cuts: [], departures: [] },
};

it("a cloud posts what its own page is known to have said of the region, at the minutes of record, and closes once", () => {
  expect(statementsOf(scenario, dossier)).toEqual([
    {
      place,
      began: Date.parse("2025-10-20T06:48:00Z"),
      posts: [
        { at: Date.parse("2025-10-20T07:11:00Z"), severity: "degraded" },
        { at: Date.parse("2025-10-20T08:26:00Z"), severity: "disruption" },
        { at: Date.parse("2025-10-20T22:01:00Z"), severity: null },
      ],
    },
  ]);
});

it("where no cloud failed, or its page said nothing, none posts but by the scenario's own word", () => {
  const own = { place, began: 0, posts: [{ at: 0, severity: "degraded" as const }] };
  const alone = { ...scenario, dossier: { id: dossier.id, cloud: null }, statements: [own] };
  expect(statementsOf(alone, dossier)).toEqual([own]);
  expect(statementsOf(scenario, { ...dossier, events: [] })).toEqual([]);
  expect(statementsOf({ ...scenario, dossier: null }, null)).toEqual([]);
});
