import { describe, expect, it } from "vitest";
import { publishSaid, publishSaidOfService } from "#domain/publish/said.ts";
import { decodeSaidCursor } from "#domain/publish/said-query.ts";
import type { Acknowledgement } from "#domain/said/acknowledgement.ts";
import type { SaidOfService, SaidRow } from "#domain/said/record.ts";
import { saidCounts, saidSummary } from "#domain/said/summary.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-03-10T12:00:00Z");
const NOTICE = { id: "noticenotice", title: "API errors", url: "https://status.example/n" };

const said = (minutes: number, over: Partial<Acknowledgement> = {}): Acknowledgement => ({
  incident: "incidentaaaa",
  state: "acknowledged",
  settled: true,
  notice: NOTICE.id,
  said: { ms: minutes * MINUTE, errorMs: 3 * MINUTE, order: minutes > 3 ? "vendor_late" : "cannot_tell" },
  saidByPageMs: minutes * MINUTE,
  censoredMs: null,
  cleared: null,
  backdatedMs: null,
  ...over,
});
const never = said(0, { state: "never", notice: null, said: null, saidByPageMs: null, censoredMs: 90 * MINUTE });

/** Newest first, a day apart; ids in the order of the alphabet. */
const rowsOf = (all: readonly Acknowledgement[], apartMs = 24 * 60 * MINUTE): SaidRow[] =>
  all.map((acknowledgement, index) => {
    const incident = `incident${String.fromCharCode(97 + index)}aaa`;
    const onset = NOW - (index + 2) * apartMs;
    const outage = {
      incident,
      component: "kraken/api",
      onset,
      lastGood: null,
      recoveredAt: onset + MINUTE,
      lastBad: null,
    };
    const notice = acknowledgement.notice === null ? null : NOTICE;
    return { outage, acknowledgement: { ...acknowledgement, incident }, notice };
  });

const kraken = (all: readonly Acknowledgement[], over: Partial<SaidOfService> = {}): SaidOfService => ({
  at: NOW,
  service: "kraken",
  name: "Kraken",
  page: { readFrom: NOW - 60 * MINUTE, unreadableSince: null },
  rows: rowsOf(all),
  counts: saidCounts(all),
  summary: saidSummary(all),
  outside: [],
  ...over,
});
const published = (service: SaidOfService) =>
  publishSaid({ at: NOW, services: [service], counts: service.counts, overall: null, clouds: [] });

describe("a vendor's record", () => {
  it("has its median, its share with bounds and its grade", () => {
    const { data } = published(kraken([said(22), said(5), said(0), never, said(40, { backdatedMs: 1 })]));
    expect(data.services).toEqual([
      {
        service: "kraken",
        name: "Kraken",
        page: { read_from: "2026-03-10T11:00:00.000Z", not_readable_since: null },
        incidents: { acknowledged: 4, never: 1, pending: 0, unread: 0 },
        outside: 0,
        summary: {
          acknowledged: 4,
          of: 5,
          share_low: 0.3755,
          share_high: 0.9638,
          median_seconds: 1_320,
          median_error_seconds: 180,
          no_median: null,
          vendor_first: 0,
          vendor_late: 3,
          cannot_tell: 1,
          backdated: 1,
          grade: "C",
          grade_average_minutes: 61.4,
        },
      },
    ]);
  });
  it("says why it has no median, and nothing but counts under three incidents", () => {
    const [most] = published(kraken([said(10), never, never])).data.services;
    expect(most?.summary).toMatchObject({ median_seconds: null, no_median: "never_said", grade: "D" });
    const [few] = published(kraken([said(22), never])).data.services;
    expect(few).toMatchObject({ summary: null, incidents: { acknowledged: 1, never: 1 } });
  });
});

describe("incident by incident", () => {
  const all = { limit: 50, cursor: null };
  it("what was not said is a bound and no delay; a delay that is not greater than its error says so", () => {
    const { data } = publishSaidOfService(kraken([never, said(2)]), all);
    expect(data.rows).toMatchObject([
      {
        incident: "incidentaaaa",
        component: "api",
        state: "never",
        notice: null,
        said: null,
        not_said_for_seconds: 5_400,
      },
      {
        incident: "incidentbaaa",
        started_at: "2026-03-07T12:00:00.000Z",
        resolved_at: "2026-03-07T12:01:00.000Z",
        state: "acknowledged",
        notice: NOTICE,
        said: { seconds: 120, error_seconds: 180, order: "cannot_tell" },
        not_said_for_seconds: null,
      },
    ]);
  });
  it("the newest of what lies outside what we measure come first, at most fifty of them", () => {
    const outside = Array.from({ length: 60 }, (_, index) => ({
      claim: { notice: "n", saidAt: NOW + index, postedAt: null, clearedAt: null, endsAt: null, unreadSince: null },
      notice: NOTICE,
    }));
    const { data } = publishSaidOfService(kraken([], { outside }), all);
    expect(data.outside).toBe(60);
    expect(data.outside_what_we_measure).toHaveLength(50);
    expect(data.outside_what_we_measure[0]).toEqual({
      notice: NOTICE,
      said_at: "2026-03-10T12:00:00.059Z",
      posted_at: null,
      cleared_at: null,
    });
  });
  it.each([24 * 60 * MINUTE, 0])(
    "a page after another has every row once, also of one instant (%d ms apart)",
    (apartMs) => {
      const service = kraken([], { rows: rowsOf(Array(7).fill(said(9)), apartMs) });
      for (const limit of [1, 2, 3, 7, 8]) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: ReturnType<typeof publishSaidOfService> = publishSaidOfService(service, {
            limit,
            cursor: cursor === null ? null : decodeSaidCursor(cursor),
          });
          seen.push(...page.data.rows.map(({ incident }) => incident));
          cursor = page.next_cursor;
        } while (cursor !== null);
        expect(seen).toEqual(service.rows.map(({ outage }) => outage.incident));
      }
    },
  );
});
