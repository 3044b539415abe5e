import { describe, expect, it } from "vitest";
import {
  decodeMeasurementCursor,
  encodeMeasurementCursor,
  measurementQueryOf,
  publishMeasurements,
  readCheckId,
} from "#domain/publish/measurements.ts";
import { makeResult, NOW } from "#domain/status/testing/views.ts";

const CHECK = "kraken/api/time";
const cursor = { tick: NOW, vantage: "hel-1" };

it("a check is named by its three parts", () => {
  expect(readCheckId(CHECK)).toBe(CHECK);
  for (const text of ["", "kraken", "kraken/api", "kraken/api/time/x", "kraken//time", "Kraken/api/time", "../../x"])
    expect(readCheckId(text), text).toBeNull();
});

describe("a cursor", () => {
  it("comes back as it was, and needs no escaping in an address", () => {
    const text = encodeMeasurementCursor(cursor);
    expect(decodeMeasurementCursor(text)).toEqual(cursor);
    expect(encodeURIComponent(text)).toBe(text);
  });

  it("is refused when it is not one of ours", () => {
    const text = encodeMeasurementCursor(cursor);
    for (const wrong of [
      "",
      ".",
      text.slice(1).replace(/^.*\./, "."),
      `${text}.x`,
      text.toUpperCase(),
      "zzzzzzzzzzz.hel-1",
    ])
      expect(decodeMeasurementCursor(wrong), wrong).toBeNull();
  });
});

it("is asked for with defaults, or as was given", () => {
  const none = { check: CHECK, vantage: null, limit: 50, cursor: null };
  expect(measurementQueryOf(new Map([["check", CHECK]]))).toEqual(none);
  const given = { check: CHECK, vantage: "hel-1", limit: "5", cursor: encodeMeasurementCursor(cursor) };
  expect(measurementQueryOf(new Map(Object.entries(given)))).toEqual({ ...none, vantage: "hel-1", limit: 5, cursor });
});

it("a measurement says when it was due and when it began, and the last of a page leads on", () => {
  const result = makeResult({ tick: NOW - 20_000, at: NOW - 19_000 });
  expect(publishMeasurements({ measurements: [result], next: cursor }, CHECK)).toMatchObject({
    data: [{ check: CHECK, round_at: "2026-03-10T11:59:40.000Z", at: "2026-03-10T11:59:41.000Z", total_ms: 15.3 }],
    hours: 24,
    next_cursor: encodeMeasurementCursor(cursor),
  });
  expect(publishMeasurements({ measurements: [], next: null }, CHECK)).toEqual({
    data: [],
    hours: 24,
    next_cursor: null,
  });
});
