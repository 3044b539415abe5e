import { describe, expect, it } from "vitest";
import type { ComponentView, ServiceView } from "#domain/status/overview.ts";
import { serviceSituation } from "#domain/status/service-now.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";

const MINUTE = 60_000;

function part(slug: string, kind: FindingKind = "answers", overrides: Partial<ComponentView> = {}): ComponentView {
  const check = makeCheckView(`s/${slug}/a`, undefined, { spec: { signal: "backend" } });
  return makeComponentView(slug, [check], { judged: makeJudged(kind), ...overrides });
}
const network = (chain: string, kind: FindingKind = "answers", since = NOW - MINUTE) =>
  part(chain, kind, { chain, name: chain, judged: makeJudged(kind, { since }) });
/** The service of a chain whose block production is judged here. */
const chainOf = (slug: string, kind: FindingKind = "chain_stands"): ServiceView =>
  makeServiceView(slug, [], {
    kind: "l1",
    components: [
      makeComponentView("chain", [makeCheckView(`${slug}/chain/head`, undefined, { spec: { signal: "chain_head" } })], {
        layer: "chain",
        chain: slug,
        judged: makeJudged(kind),
      }),
    ],
  });
const rpc = (components: readonly ComponentView[], overrides: Partial<ServiceView> = {}): ServiceView =>
  makeServiceView("infura", [], { components, ...overrides });
const said = (service: ServiceView, others: readonly ServiceView[] = []) =>
  serviceSituation(service, makeOverview([service, ...others]), NOW);

describe("what is said of a service", () => {
  it("counts the networks that do not answer, since the first of them, and the chains behind them apart", () => {
    const infura = rpc([
      network("polygon", "failing", NOW - 2 * MINUTE),
      network("base", "failing", NOW - 14 * MINUTE),
      network("linea"),
      part("edge"),
    ]);
    expect(said(infura, [chainOf("polygon"), chainOf("base"), chainOf("linea"), chainOf("solana")])).toEqual({
      kind: "judged",
      parts: {
        of: 3,
        answering: 1,
        down: { names: ["base", "polygon"], since: NOW - 14 * MINUTE, silent: true },
        degraded: null,
        maintained: null,
        unknown: 0,
        networks: true,
      },
      chain: null,
      behind: { of: 3, producing: 3, halted: [], late: [] },
    });
  });

  it("speaks of parts as soon as something without a chain is not well", () => {
    const infura = rpc([network("polygon", "failing"), network("base"), part("edge", "slow")]);
    expect(said(infura)).toMatchObject({ parts: { of: 3, networks: false, degraded: { names: ["EDGE"] } } });
    expect(said(rpc([network("polygon"), part("edge")]))).toMatchObject({ parts: { of: 2, networks: false } });
  });

  it("says that something is down, not that it does not answer, where it answers with what is too old", () => {
    expect(said(rpc([network("polygon", "far_stale"), network("base", "failing")]))).toMatchObject({
      parts: { down: { silent: false } },
    });
  });

  it("keeps its own chain apart from its parts, and does not count it among the chains behind", () => {
    const [own] = chainOf("base", "chain_halted").components as [ComponentView];
    const base = makeServiceView("base", [], { components: [own, network("base"), part("bridge", "slow")] });
    expect(said(base, [chainOf("ethereum")])).toMatchObject({
      chain: { verdict: "down" },
      parts: { of: 2, answering: 1 },
      behind: null,
    });
    expect(said(chainOf("solana"))).toMatchObject({ parts: null, chain: { verdict: "up" }, behind: null });
  });

  it("accuses nobody of what its vendor announced, and says until when", () => {
    const maintained = (chain: string, until: number | null) => ({
      ...network(chain, "failing"),
      maintenance: makeMaintenance({ until }),
    });
    expect(
      said(rpc([maintained("polygon", NOW + MINUTE), maintained("base", NOW + 2 * MINUTE), network("linea")])),
    ).toMatchObject({
      parts: {
        of: 3,
        answering: 1,
        down: null,
        unknown: 0,
        maintained: { names: ["polygon", "base"], until: NOW + 2 * MINUTE },
      },
    });
    expect(said(rpc([maintained("polygon", null), maintained("base", NOW)]))).toMatchObject({
      kind: "judged",
      parts: { answering: 0, maintained: { until: null } },
    });
  });

  it("names the chains behind it that produce no blocks or are late, and knows those it cannot see", () => {
    const infura = rpc([network("polygon"), network("base"), network("linea"), network("scroll")]);
    const chains = [
      chainOf("polygon", "chain_halted"),
      chainOf("base", "chain_stale"),
      chainOf("linea", "one_operator"),
      chainOf("scroll"),
    ];
    expect(said(infura, chains)).toMatchObject({
      behind: { of: 4, producing: 1, halted: ["POLYGON"], late: ["BASE"] },
    });
  });

  it("is that it closed, whatever was judged before", () => {
    const closed = rpc([network("polygon", "failing")], {
      lifecycle: { state: "retired", effective: "2025-10-31T00:00:00Z" },
    });
    expect(said(closed)).toEqual({ kind: "retired", effective: "2025-10-31T00:00:00Z" });
  });

  it("is why nobody asks, or that what is asked decides nothing", () => {
    const keyless = (reason: string | null) =>
      rpc([
        makeComponentView(
          "polygon",
          [
            makeCheckView("infura/polygon/head", [], {
              coverage: [{ vantage: "here", reason }],
              spec: { tier: "aux" },
            }),
          ],
          { judged: null },
        ),
      ]);
    expect(said(keyless("key"))).toEqual({ kind: "notMonitored", reason: "key" });
    expect(said(keyless(null))).toEqual({ kind: "shown" });
  });

  it("is why nobody knows when all of it is unknown, and waiting before the first verdict", () => {
    expect(said(rpc([network("polygon", "rate_limited"), network("base", "waiting")]))).toEqual({
      kind: "unknown",
      why: "rate_limited",
    });
    expect(said(rpc([part("api", "answers", { judged: null })]))).toEqual({ kind: "waiting" });
  });

  it("is unknown, never well, when the judge has stopped", () => {
    const overview = {
      ...makeOverview([rpc([network("polygon")])]),
      judge: { passedAt: NOW - 600_000, latenessMs: 0 },
    };
    const [service] = overview.services as [ServiceView];
    expect(serviceSituation(service, overview, NOW)).toMatchObject({ kind: "unknown" });
  });
});
