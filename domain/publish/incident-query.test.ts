import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, type IncidentCursor, incidentQueryOf } from "#domain/publish/incident-query.ts";
import { NOW } from "#domain/status/testing/views.ts";

const query = (given: Record<string, string>) => incidentQueryOf(new Map(Object.entries(given)));

it("the list of incidents is asked for with defaults, or as was given", () => {
  expect(query({})).toEqual({ limit: 50, state: null, service: null, cursor: null });
  expect(query({ limit: "200", state: "open", service: "kraken" })).toEqual({
    limit: 200,
    state: "open",
    service: "kraken",
    cursor: null,
  });
});

describe("a cursor", () => {
  const cursor: IncidentCursor = { knownTo: NOW, section: "open", startedAt: NOW - 12_345, id: "abc123def456" };

  it("comes back as it was, and needs no escaping in an address", () => {
    for (const section of ["open", "resolved"] as const) {
      const text = encodeCursor({ ...cursor, section });
      expect(decodeCursor(text)).toEqual({ ...cursor, section });
      expect(encodeURIComponent(text)).toBe(text);
    }
  });

  it("is refused when it is not one of ours", () => {
    const text = encodeCursor(cursor);
    for (const wrong of [
      `${text}x`,
      text.slice(1),
      text.toUpperCase(),
      `o.zzzzzzzzzzz.1.${cursor.id}`,
      "o.1.1.",
      "o.1.1.a'b",
    ]) {
      expect(decodeCursor(wrong), wrong).toBeNull();
    }
  });
});
