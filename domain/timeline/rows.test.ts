import { describe, expect, it } from "vitest";
import type { Layer } from "#domain/check/service.ts";
import type { Status } from "#domain/status/status.ts";
import { NO_FILTER, type RowFilter, strataOf, troubledAt } from "#domain/timeline/rows.ts";
import { KNOWN, type Span, type Timeline, type TimelineRow, type Why } from "#domain/timeline/timeline.ts";

const GAP: Why = { kind: "gap" };
const UNPROVEN: Why = {
  kind: "finding",
  component: "api",
  finding: "unproven",
  failureType: null,
  seen: { n: 0, of: 1 },
  parts: { n: 1, of: 1 },
};
const found = (status: Status): Why => ({
  kind: "finding",
  component: "api",
  finding: status === "unknown" ? "blocked" : status === "operational" ? "answers" : "failing",
  failureType: null,
  seen: { n: 1, of: 1 },
  parts: { n: 1, of: 1 },
});

/** A row of spans of ten: `o` well, `d` degraded, `p` partial, `m` out, `u` unknown by itself, `-` a gap of ours. */
const LETTERS: Readonly<Record<string, Status>> = {
  o: "operational",
  d: "degraded_performance",
  p: "partial_outage",
  m: "major_outage",
  u: "unknown",
  "-": "unknown",
};
function row(id: string, text: string, more: Partial<TimelineRow> = {}): TimelineRow {
  const spans = [...text].map((letter, index): Span => {
    const status = LETTERS[letter] ?? "unknown";
    const why = letter === "-" ? GAP : found(status);
    return { status, from: index * 10, to: index * 10 + 10, begins: KNOWN, ends: KNOWN, knownAt: null, why };
  });
  const stratum = id.split("/")[0] as Layer;
  return { id, stratum, name: id, path: "/", kind: "exchange", source: "measured", spans, ...more };
}
function timeline(...rows: TimelineRow[]): Timeline {
  return { window: { from: 0, to: 40 }, unitMs: 10, asOf: 40, rows, bands: [] };
}
const access = (rows: readonly TimelineRow[], filter: Partial<RowFilter> = {}) => {
  const stratum = strataOf(timeline(...rows), { ...NO_FILTER, ...filter }).find(({ layer }) => layer === "access");
  return { rows: stratum?.rows.map(({ id }) => id) ?? [], others: stratum?.others ?? null };
};

describe("which rows are shown", () => {
  it("what is not well by itself, the worst now first and of these what began first; what is well as one", () => {
    const rows = [
      row("access/recovered", "odoo"),
      row("access/late", "ooom"),
      row("access/well", "oooo"),
      row("access/early", "oomm"),
      row("access/partly", "pppp"),
      row("access/blocked", "uuuu"),
      row("access/fine", "oooo"),
    ];
    const { rows: shown, others } = access(rows);
    expect(shown).toEqual(["access/early", "access/late", "access/partly", "access/blocked", "access/recovered"]);
    expect(others).toEqual({ count: 2, cells: new Array(4).fill("operational"), now: "operational" });
  });

  it("time in which we saw nothing at all brings no row out, as long as it lasts for that row", () => {
    const { rows, others } = access([row("access/a", "--oo"), row("access/b", "---o"), row("access/c", "--uo")]);
    expect(rows).toEqual(["access/c"]);
    expect(others?.cells).toEqual(["unknown", "unknown", "unknown", "operational"]);
  });

  it("nor do a check's first rounds after that, until its first good answer", () => {
    const unproven = (id: string) => {
      const begun = row(id, "--oo");
      return { ...begun, spans: begun.spans.map((span, index) => (index === 1 ? { ...span, why: UNPROVEN } : span)) };
    };
    expect(access([unproven("access/a"), row("access/b", "-ooo")])).toMatchObject({ rows: [], others: { count: 2 } });
    const never = {
      ...row("access/c", "uuuu"),
      spans: row("access/c", "uuuu").spans.map((s) => ({ ...s, why: UNPROVEN })),
    };
    expect(access([never, row("access/b", "-ooo")]).rows).toEqual(["access/c"]);
  });

  it("nor does it while nothing is known of anything; but who is not known while others are stands by itself", () => {
    expect(access([row("access/a", "oo--"), row("access/b", "oo--")])).toMatchObject({
      rows: [],
      others: { now: "unknown" },
    });
    expect(access([row("access/a", "o--o"), row("access/b", "o---")]).rows).toEqual(["access/b"]);
    expect(access([row("access/a", "oooo"), row("access/b", "o--o")]).rows).toEqual(["access/b"]);
  });

  it("chains all and in their order, whatever they are: they are the control group", () => {
    const rows = [row("chain/a", "oooo"), row("chain/b", "oomm"), row("chain/c", "oooo")];
    const chain = strataOf(timeline(...rows), NO_FILTER).find(({ layer }) => layer === "chain");
    expect(chain?.rows.map(({ id }) => id)).toEqual(["chain/a", "chain/b", "chain/c"]);
    expect(chain?.others).toBeNull();
  });

  it("all of them for who asks, what is not well still first", () => {
    const rows = [row("access/well", "oooo"), row("access/out", "ooom"), row("access/fine", "oooo")];
    expect(access(rows, { all: true })).toEqual({
      rows: ["access/out", "access/well", "access/fine"],
      others: null,
    });
  });

  it("those that are asked for, by layer, kind, what they are now, and by name, and nothing folded", () => {
    const rows = [
      row("access/well", "oooo"),
      row("access/wallet", "oooo", { kind: "wallet" }),
      row("access/out", "ooom"),
      row("access/blocked", "uuuu"),
    ];
    expect(access(rows, { kinds: ["wallet"] })).toEqual({ rows: ["access/wallet"], others: null });
    expect(access(rows, { standing: "failing" }).rows).toEqual(["access/out"]);
    expect(access(rows, { standing: "unknown" }).rows).toEqual(["access/blocked"]);
    expect(access(rows, { standing: "well" }).rows).toEqual(["access/well", "access/wallet"]);
    expect(access(rows, { ids: new Set(["access/well"]) }).rows).toEqual(["access/well"]);
    expect(strataOf(timeline(...rows), { ...NO_FILTER, layer: "chain" }).map(({ layer }) => layer)).toEqual(["chain"]);
  });

  it("of a provider's places only so many as can be read; the rest are one, with the worst of what they are", () => {
    const rows = Array.from({ length: 10 }, (_, index) => row(`cloud/aws/${index}`, index === 0 ? "oomm" : "oodd"));
    const [cloud] = strataOf(timeline(...rows), NO_FILTER);
    expect(cloud?.rows).toHaveLength(8);
    expect(cloud?.others).toMatchObject({ count: 2, now: "degraded_performance" });
  });

  it("count in each cell how many are in trouble", () => {
    const [stratum] = strataOf(timeline(row("access/a", "oomm"), row("access/b", "oodo")), {
      ...NO_FILTER,
      layer: "access",
    });
    expect([0, 2, 3].map((cell) => troubledAt(stratum?.all ?? [], cell))).toEqual([0, 2, 1]);
  });
});
