import { describe, expect, test } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { resolveSubject } from "#catalog/resolve.ts";
import {
  checksFor,
  type DraftAssertion,
  type DraftEndpoint,
  draftEndpoints,
  readDraft,
} from "#catalog/testing/draft.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Assertion, CheckSpec } from "#domain/check/spec.ts";

const draft = readDraft();

/** References of the draft, and the check that each stands for here. */
const REFERENCES: Readonly<Record<string, string>> = {
  "arbitrum-one/sequencer-feed": "arbitrum-one/sequencer/feed",
  "arbitrum-one/sequencer-endpoint": "arbitrum-one/sequencer/endpoint",
  "op-mainnet/sequencer-health": "op-mainnet/sequencer/health",
  "op-mainnet/sequencer-direct": "op-mainnet/sequencer/direct",
  "op-mainnet/head": "op-mainnet/public-rpc/head",
  "base/sequencer-direct": "base/sequencer/direct",
  "base/head": "base/public-rpc/head",
  // MetaMask's own check of Infura became a dependency: one fault must not be counted twice.
  "infura/edge-no-key": "infura/edge/no-key",
};

/** Tiers that differ from the draft's, and why. */
const RETIERED: Readonly<Record<string, string>> = {
  // The flag travels through the sequencer itself: the draft's own note says never to use it as the live signal.
  "op-mainnet/sequencer-uptime-feed": "aux",
  "arbitrum-one/sequencer-uptime-feed": "aux",
  "base/sequencer-uptime-feed": "aux",
  // In their place the sequencer's own endpoint decides whether it can be reached.
  "op-mainnet/sequencer-direct": "core",
  "base/sequencer-direct": "core",
  // An uncertain service has no core checks.
  "oort/head": "aux",
  // The draft's two entries for one page, core as an API and aux as a site.
  "solana-explorer/web": "core",
  // What it announces may be of futures or options alone.
  "bybit/system-status": "aux",
};

/** Assertions of the draft that are sharper here, or gone, and why. */
const SHARPENED: Readonly<Record<string, string>> = {
  "bitcoin/mempool-tip gt": "drills play days on which Bitcoin had not the height that it asks for",
  "solana-explorer/api exists": "it took the page for JSON",
  "okx/system-status len_eq": "maintenance of bots, of block trading and of the demo is no halt of the market",
  "bybit/system-status len_eq": "maintenance of the demo is no halt of the market",
  "dydx/orderbook book_uncrossed": "dYdX's own documentation says that the indexer's book may be crossed",
  "zksync-explorer/api exists": "an error stands in the same place",
  "metamask/tokens-api exists": "an error is JSON, too",
  "icp/dashboard-block-rate exists": "chains that stand still have a rate as well: none",
  // Ripple's health check warns at these and calls others critical: fees rise on all servers at once.
  ...Object.fromEntries(
    ["s1-ripple", "s2-ripple", "xrplcluster", "honeycluster"].flatMap((server) => [
      [`xrp-ledger/${server} lte`, "a load that it only warns of"],
      [`xrp-ledger/${server} gte`, "a number of peers that it only warns of"],
    ]),
  ),
};

/** Where the time of the book itself stands, beside that of the answer which the draft reads. */
const BOOK_TIMES: Readonly<Record<string, string>> = {
  "gate/order-book": "$.update",
  "htx/depth": "$.tick.ts",
};

function withoutOptional({ optional: _, ...rest }: Assertion) {
  return rest;
}

/** The draft's assertion in our form, or null when our probe or judge implies it. */
function translated({ op, path, value }: DraftAssertion, endpoint: DraftEndpoint): unknown {
  if (op === "lag_vs_quorum_blocks_lte" || op === "quorum_equal") return null;
  const rpc = endpoint.protocol === "json_rpc" && endpoint.id !== "sequencer-endpoint";
  if (rpc && (path === "$.jsonrpc" || path === "$.error")) return null;
  if (endpoint.id === "chain-id") return null;
  if (op === "book_uncrossed") return { op, ...(value as object) };
  if (op === "not_decreasing") return { op, path: value };
  if (op.startsWith("abi_word_")) return { op, path, ...(value as object) };
  return { op, ...(path === null ? {} : { path }), ...(value === undefined ? {} : { value }) };
}

const UNITS: Readonly<Record<string, string>> = {
  epoch_s_float: "epoch_s",
  seconds: "age_s",
  monotonic_changes: "sequence",
  "abi_word_epoch_s:2": "abi_word_epoch_s",
  "abi_word_epoch_s:3": "abi_word_epoch_s",
};

function factOf({ kind }: { readonly kind: string }, check: CheckSpec): string {
  if (kind === "block_timestamp" || kind === "validated_ledger_age") return "head_age_s";
  if (["last_trade_time", "quote_time", "event_time"].includes(kind)) return "last_trade_age_s";
  if (["slot", "message_sequence", "ledger_index"].includes(kind)) return "sequence";
  return kind === "server_time" && check.signal === "reachability" ? "clock_offset_s" : "data_age_s";
}

if (draft === null) {
  test("the research draft is not beside this checkout, so nothing is compared with it", () => {
    expect(draft).toBeNull();
  });
} else {
  const entries = draftEndpoints(draft).map(({ id, endpoint }) => {
    const checks = checksFor(ownCatalog, id, endpoint);
    return { id, endpoint, checks, check: checks.at(-1)?.check };
  });

  describe("everything in the research draft is in the catalog", () => {
    test("77 services resolve by slug or alias", () => {
      expect(draft.services).toHaveLength(77);
      expect(draft.services.filter(({ slug }) => resolveSubject(ownCatalog, slug) === null)).toEqual([]);
    });

    test("271 endpoints have a check that makes the same request", () => {
      expect(entries).toHaveLength(271);
      expect(entries.filter(({ checks }) => checks.length === 0).map(({ id }) => id)).toEqual([]);
    });

    test("8 references stand for a check", () => {
      const references = draft.services.flatMap(({ endpoints }) =>
        endpoints.flatMap((endpoint) => ("ref" in endpoint ? [endpoint.ref] : [])),
      );
      expect(references.sort()).toEqual(Object.keys(REFERENCES).sort());
      for (const id of Object.values(REFERENCES)) expect(resolveSubject(ownCatalog, id)?.check, id).toBeTruthy();
      expect(resolveSubject(ownCatalog, "metamask")?.service.dependsOn).toContain("infura");
    });

    test("the only checks that the draft does not have are further operators for Bitcoin and Solana", () => {
      const found = new Set(entries.flatMap(({ checks }) => checks.map(({ id }) => id)));
      const added = locateChecks(ownCatalog).filter(({ id }) => !found.has(id));
      expect(added.map(({ id }) => id)).toEqual([
        "bitcoin/chain/publicnode",
        "bitcoin/chain/blockchain-com",
        "solana/chain/pocket",
        "solana/chain/drpc",
      ]);
    });

    test("tiers are the draft's, but for those with a reason", () => {
      const differing = entries.flatMap(({ id, endpoint, check }) =>
        check && check.tier !== endpoint.tier ? [[id, check.tier]] : [],
      );
      expect(Object.fromEntries(differing)).toEqual(RETIERED);
    });

    test("no assertion was lost, but for those with a reason", () => {
      const lost = entries.flatMap(({ id, endpoint, check }) =>
        (endpoint.expects.assert ?? []).flatMap((assertion) => {
          const wanted = translated(assertion, endpoint);
          const kept = check?.assertions.map((own) => JSON.stringify(withoutOptional(own), sortedKeys)) ?? [];
          return wanted === null || kept.includes(JSON.stringify(wanted, sortedKeys)) ? [] : [`${id} ${assertion.op}`];
        }),
      );
      expect(lost.sort()).toEqual(Object.keys(SHARPENED).sort());
    });

    test("freshness reads the same place in the same unit, for the fact its kind means", () => {
      for (const { id, endpoint, check } of entries) {
        if (!endpoint.freshness) continue;
        const { path, unit } = endpoint.freshness;
        expect(check?.freshness, id).toMatchObject({ path: BOOK_TIMES[id] ?? path, unit: UNITS[unit] ?? unit });
        if (check) expect(check.freshness?.fact, id).toBe(factOf(endpoint.freshness, check));
      }
    });

    test("statuses that count as an answer are the draft's; pages follow redirects instead of taking them", () => {
      for (const { id, endpoint, check } of entries) {
        if (!check || check.request.probe === "websocket") continue;
        const expected = endpoint.expects.status.filter((status) => status !== 301 && status !== 302);
        // It took the page for an API, which would not answer 403.
        if (id === "solana-explorer/api") continue;
        expect(check.status ?? [200], id).toEqual(expected);
      }
    });
  });
}

function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
