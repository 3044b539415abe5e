import { describe, expect, test } from "vitest";
import { parse as parseBetterStack } from "#workers/feeds/better-stack.ts";
import { parse as parseIncidentIo } from "#workers/feeds/incident-io.ts";
import { parse as parseInstatus } from "#workers/feeds/instatus.ts";
import { parse as parseRootly } from "#workers/feeds/rootly.ts";
import { parse as parseStatusIo } from "#workers/feeds/status-io.ts";
import { readNotices } from "#workers/feeds/testing/load.ts";

const iso = (hour: number, minute = 0) => new Date(Date.UTC(2026, 2, 4, hour, minute)).toISOString();
const at = (hour: number, minute = 0) => Date.UTC(2026, 2, 4, hour, minute);

const update = (hour: number, status: string, set: [string, string, string][] | null = null) => ({
  id: `u${hour}`,
  status,
  body: `<p>${status}</p>`,
  created_at: iso(hour),
  updated_at: iso(hour),
  display_at: iso(hour),
  affected_components:
    set?.map(([code, name, new_status]) => ({ code, name, old_status: "operational", new_status })) ?? null,
});
const incident = (more: object = {}) => ({
  name: "Errors",
  status: "resolved",
  impact: "major",
  created_at: iso(10),
  resolved_at: iso(13),
  ...more,
});

describe("incident.io", () => {
  test("lists that are null are empty, and an incident has no components", () => {
    const bare = incident({
      id: "01FDAG4SAP5TYPT98WGR2N7W91",
      shortlink: null,
      incident_updates: null,
    });
    const result = readNotices(parseIncidentIo, {
      page: { id: "p" },
      components: null,
      incidents: [bare],
      scheduled_maintenances: null,
    });
    expect(result).toMatchObject({
      skipped: 0,
      notices: [{ id: "01FDAG4SAP5TYPT98WGR2N7W91", components: [], url: null }],
    });
  });

  test("the widget's summary gives what is open, with its windows", () => {
    const result = readNotices(parseIncidentIo, {
      page_title: "Vendor",
      page_url: "https://status.example",
      ongoing_incidents: [
        {
          id: "a",
          name: "Errors",
          status: "investigating",
          url: "https://status.example/a",
          last_update_at: iso(10),
          last_update_message: "We look.",
          current_worst_impact: "partial_outage",
          affected_components: [{ id: "c", name: "API", group_name: "Products", current_status: "partial_outage" }],
        },
      ],
      in_progress_maintenances: null,
      scheduled_maintenances: [
        {
          id: "m",
          name: "Upgrade",
          status: "maintenance_scheduled",
          last_update_at: iso(9),
          starts_at: iso(20),
          ends_at: iso(21),
        },
      ],
    });
    expect(result.notices).toMatchObject([
      { id: "a", impact: "major", publishedAt: at(10), components: [{ id: "c", name: "API", group: "Products" }] },
      { id: "m", impact: "maintenance", status: "scheduled", maintenance: { from: at(20), until: at(21) } },
    ]);
  });
});

describe("Instatus", () => {
  test("lists that are left out are empty, words in capitals are understood", () => {
    const body = { page: { name: "Vendor", url: "https://status.example", status: "HASISSUES" } };
    expect(readNotices(parseInstatus, body)).toMatchObject({ page: "https://status.example/", notices: [] });
    const result = readNotices(parseInstatus, {
      ...body,
      activeIncidents: [
        {
          name: "Errors",
          started: iso(10),
          status: "INVESTIGATING",
          impact: "MAJOROUTAGE",
          url: "https://status.example/i/1",
        },
      ],
      activeMaintenances: [{ id: "m", name: "Upgrade", start: iso(20), duration: "60", status: "NOTSTARTEDYET" }],
    });
    expect(result.notices).toMatchObject([
      { id: "https://status.example/i/1", impact: "critical", status: "investigating", startedAt: at(10) },
      { id: "m", status: "scheduled", maintenance: { from: at(20), until: at(21) } },
    ]);
  });

  test("components come as an object or as a bare list", () => {
    const components = [{ id: "c", name: "API", status: "PARTIALOUTAGE", group: { name: "Products" } }];
    for (const body of [{ components }, components]) {
      expect(readNotices(parseInstatus, body).components).toEqual([
        { id: "c", name: "API", group: "Products", state: "partial_outage" },
      ]);
    }
  });
});

test("Better Stack: a report is over when its state says so, though it has no end", () => {
  const report = (state: string) => ({
    data: {
      id: "1",
      type: "status_page",
      attributes: { company_name: "Vendor", custom_domain: "status.example", aggregate_state: state },
    },
    included: [
      { id: "s", type: "status_page_section", attributes: { name: "Products" } },
      {
        id: "r",
        type: "status_page_resource",
        attributes: { public_name: "API", status: "operational", status_page_section_id: "s" },
      },
      {
        id: "5",
        type: "status_report",
        attributes: {
          title: "Errors",
          report_type: "manual",
          starts_at: iso(10),
          ends_at: null,
          aggregate_state: state,
          affected_resources: [{ status_page_resource_id: "r", status: state }],
        },
        relationships: { status_updates: { data: [{ id: "u1", type: "status_update" }] } },
      },
      {
        id: "u1",
        type: "status_update",
        attributes: {
          message: "Down.",
          published_at: iso(10, 5),
          affected_resources: [{ status_page_resource_id: "r", status: "downtime" }],
        },
      },
      {
        id: "u2",
        type: "status_update",
        attributes: {
          message: "Up.",
          published_at: iso(11),
          status_report_id: 5,
          affected_resources: [{ status_page_resource_id: "r", status: "resolved" }],
        },
      },
    ],
  });
  expect(readNotices(parseBetterStack, report("downtime")).notices[0]).toMatchObject({
    impact: "critical",
    resolvedAt: null,
  });
  const over = readNotices(parseBetterStack, report("operational"));
  expect(over.notices[0]).toMatchObject({
    impact: "critical",
    status: "resolved",
    publishedAt: at(10, 5),
    resolvedAt: at(11),
  });
  expect(over.components).toEqual([{ id: "r", name: "API", group: "Products", state: "operational" }]);
});

test("Status.io: codes, containers and planned windows are understood", () => {
  const result = readNotices(parseStatusIo, {
    result: {
      status_overall: { status: "Degraded", status_code: 300 },
      status: [
        {
          id: "c",
          name: "API",
          status: "Operational",
          status_code: 100,
          containers: [{ id: "d", name: "Tokyo", status: "x", status_code: 500 }],
        },
      ],
      incidents: [
        {
          _id: "i",
          name: "Errors",
          datetime_open: iso(10),
          messages: [
            { details: "Done.", state: 400, status: 100, datetime: iso(12) },
            { details: "We look.", state: 100, status: 500, datetime: iso(10) },
          ],
          components_affected: [{ _id: "c", name: "API" }],
        },
      ],
      maintenance: {
        active: [],
        upcoming: [
          {
            _id: "m",
            name: "Upgrade",
            datetime_open: iso(9),
            datetime_planned_start: iso(20),
            datetime_planned_end: iso(21),
          },
        ],
      },
    },
  });
  expect(result.components.map(({ id, group, state }) => [id, group, state])).toEqual([
    ["c", null, "operational"],
    ["c/d", "API", "major_outage"],
  ]);
  expect(result.notices).toMatchObject([
    { id: "i", impact: "critical", status: "resolved", resolvedAt: at(12) },
    { id: "m", impact: "maintenance", status: "scheduled", maintenance: { from: at(20), until: at(21) } },
  ]);
});

test("Rootly: names that differ from Statuspage's are understood, plain and inside of JSON:API", () => {
  const fields = {
    title: "Errors",
    status: "Investigating",
    severity: "critical",
    created_at: iso(10),
    events: [update(10, "investigating")],
  };
  for (const body of [
    { incidents: [{ id: "i", ...fields }] },
    { data: [{ id: "i", type: "incidents", attributes: fields }] },
  ]) {
    expect(readNotices(parseRootly, body).notices).toMatchObject([
      { id: "i", title: "Errors", impact: "critical", updates: [{ status: "investigating" }] },
    ]);
  }
});
