import { expect, it } from "vitest";
import { publishSaid, publishSaidSummary } from "#domain/publish/said.ts";
import type { Acknowledgement } from "#domain/said/acknowledgement.ts";
import { saidSummary } from "#domain/said/summary.ts";

const MINUTE = 60_000;
const said = (minutes: number, over: Partial<Acknowledgement> = {}): Acknowledgement => ({
  incident: "i",
  state: "acknowledged",
  settled: true,
  notice: "n",
  said: { ms: minutes * MINUTE, errorMs: 3 * MINUTE, order: minutes > 3 ? "vendor_late" : "cannot_tell" },
  saidByPageMs: minutes * MINUTE,
  censoredMs: null,
  cleared: null,
  backdatedMs: null,
  ...over,
});
const never = said(0, { state: "never", notice: null, said: null, saidByPageMs: null, censoredMs: 90 * MINUTE });

it("a vendor's record has its median, its share with bounds and its grade; under three incidents nothing", () => {
  expect(publishSaidSummary(saidSummary([said(22), said(5), said(0), never, said(40)]))).toEqual({
    acknowledged: 4,
    of: 5,
    share_low: 0.3755,
    share_high: 0.9638,
    median_seconds: 1_320,
    median_error_seconds: 180,
    vendor_first: 0,
    cannot_tell: 1,
    backdated: 0,
    grade: "C",
    grade_average_minutes: 61.4,
  });
  expect(publishSaidSummary(saidSummary([said(22), never]))).toBeNull();
});

it("what was not said is a bound and no delay; a delay that is not greater than its error says so", () => {
  const { data } = publishSaid({
    services: [
      {
        service: "kraken",
        name: "Kraken",
        page: { readFrom: 0, unreadableSince: null },
        acknowledgements: [never, said(2)],
        summary: null,
        outside: [{ notice: "x", saidAt: 0, postedAt: null, clearedAt: null }],
      },
    ],
    overall: null,
    clouds: [],
  });
  expect(data.services[0]?.incidents).toMatchObject([
    { state: "never", said: null, not_said_for_seconds: 5_400 },
    {
      state: "acknowledged",
      said: { seconds: 120, error_seconds: 180, order: "cannot_tell" },
      not_said_for_seconds: null,
    },
  ]);
  expect(data.services[0]?.outside_what_we_measure).toHaveLength(1);
});
