import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, type IncidentCursor, parseIncidentQuery } from "#domain/publish/incident-query.ts";
import { NOW } from "#domain/status/testing/views.ts";

const parse = (query: string) => parseIncidentQuery(new URLSearchParams(query));

describe("the parameters of the list of incidents", () => {
  it("have defaults", () => {
    expect(parse("")).toEqual({ query: { limit: 50, state: null, service: null, cursor: null } });
  });

  it("are read", () => {
    expect(parse("limit=200&state=open&service=kraken")).toEqual({
      query: { limit: 200, state: "open", service: "kraken", cursor: null },
    });
  });

  it.each([
    "limit=0",
    "limit=201",
    "limit=",
    "limit=1.5",
    "limit=-1",
    "limit=1e2",
    "state=closed",
    "state=",
    "service=",
    "service=KRAKEN",
    "cursor=",
    "cursor=x",
    "utm_source=x",
    "Limit=5",
    "limit=5&limit=5",
    "__proto__=1",
  ])("%s is refused with a reason", (query) => {
    expect(parse(query)).toEqual({ wrong: expect.stringMatching(/\.$/) });
  });

  it("never repeat in the refusal what was sent", () => {
    const refused = parse("%3Cscript%3E=1");
    expect("wrong" in refused && refused.wrong).not.toContain("<");
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
