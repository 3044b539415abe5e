import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { checksFor, draftEndpoints, draftFolder, readDraft } from "#catalog/testing/draft.ts";
import { emptyMemory } from "#catalog/testing/memory.ts";
import { judgeAnswer } from "#domain/check/answer.ts";
import { readAt } from "#domain/check/assertion.ts";
import { toEpochMs } from "#domain/check/freshness.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

const draft = readDraft();

/** The moment at which a sample was fresh: its own time, or any when it carries none. */
function freshMoment({ freshness }: CheckSpec, json: unknown): number {
  const now = Date.UTC(2026, 10, 22);
  return freshness ? (toEpochMs(readAt(freshness.path, json), freshness.unit, freshness.index) ?? now) : now;
}

/** The body in a sample file: some hold it beside its request, dYdX's as the result of a test fixture. */
function bodyOf(file: string): unknown {
  const held = JSON.parse(readFileSync(`${draftFolder}samples/endpoints/${file}`, "utf8"));
  if (file.startsWith("dydx.")) return held.result;
  return held._response ?? held;
}

function judgeSample(check: CheckSpec, file: string) {
  const json = bodyOf(file);
  const bodyText = JSON.stringify(json);
  const answer = { status: check.status?.[0] ?? 200, headers: { "content-type": "application/json" }, bodyText, json };
  return judgeAnswer(check, answer, { now: freshMoment(check, json), memory: emptyMemory() });
}

if (draft === null) {
  test("the published sample answers are not beside this checkout, so none is judged", () => {
    expect(draftFolder).toBeNull();
  });
} else {
  const sampled = draftEndpoints(draft).flatMap(({ id, endpoint }) =>
    endpoint.sample === undefined
      ? []
      : checksFor(ownCatalog, id, endpoint).map((located) => ({ ...located, file: endpoint.sample ?? "" })),
  );

  describe("an answer that somebody published is an answer to our check", () => {
    test("147 draft endpoints have a sample", () => {
      expect(draftEndpoints(draft).filter(({ endpoint }) => endpoint.sample !== undefined)).toHaveLength(147);
    });

    test.each(sampled.map(({ id, file, check }) => [id, file, check] as const))("%s accepts %s", (_id, file, check) => {
      const judgement = judgeSample(check, file);
      expect(judgement.assertions.filter(({ ok }) => !ok)).toEqual([]);
      expect(judgement).toMatchObject({ outcome: "ok", failureType: null });
    });

    test.each(
      sampled.filter(({ check }) => check.facts !== undefined).map(({ id, file, check }) => [id, file, check] as const),
    )("%s reads the facts it names from %s", (_id, file, check) => {
      const { facts } = judgeSample(check, file);
      for (const name of ["head_number", "head_hash", "mode"] as const) {
        if (check.facts?.[name] !== undefined) expect(facts[name], name).toBeDefined();
      }
    });
  });

  describe("an answer that means nothing about the target is neutral", () => {
    const check = (id: string) => {
      const found = draftEndpoints(draft).find((entry) => entry.id === id);
      const located = found && checksFor(ownCatalog, found.id, found.endpoint)[0];
      if (!located) throw new Error(`no check for ${id}`);
      return located.check;
    };
    const judge = (id: string, status: number, bodyText: string) => {
      let json: unknown;
      try {
        json = JSON.parse(bodyText);
      } catch {
        json = undefined;
      }
      const answer = { status, headers: {}, bodyText, json };
      return judgeAnswer(check(id), answer, { now: Date.UTC(2026, 10, 22), memory: emptyMemory() }).failureType;
    };

    test.each([
      [
        "binance/depth",
        451,
        '{"code":0,"msg":"Service unavailable from a restricted location"}',
        "neutral.geo_blocked",
      ],
      ["binance/time", 403, "<html>WAF</html>", "neutral.rate_limited"],
      ["binance/time", 418, '{"code":-1003}', "neutral.rate_limited"],
      ["bybit/time", 403, "403, access too frequent", "neutral.rate_limited"],
      ["bybit/time", 403, "configured to block access from your country", "neutral.geo_blocked"],
      ["bybit/time", 200, '{"retCode":10006,"retMsg":"Too many visits"}', "neutral.rate_limited"],
      ["kucoin/status", 200, '{"code":"400302","msg":"restricted"}', "neutral.geo_blocked"],
      ["kraken/depth", 200, '{"error":["EGeneral:Too many requests"]}', "neutral.rate_limited"],
      ["kraken/time", 200, '{"error":["EAPI:Rate limit exceeded"]}', "neutral.rate_limited"],
      ["crypto-com/book", 200, '{"code":42901,"method":"public/get-book"}', "neutral.rate_limited"],
      ["upbit/orderbook", 418, "{}", "neutral.rate_limited"],
      ["xrp-ledger/s1-ripple", 503, "Server is overloaded", "neutral.rate_limited"],
      ["infura/head-ethereum", 402, '{"jsonrpc":"2.0","error":{"code":-33000,"message":"x"}}', "neutral.quota"],
      ["solana/slot", 403, "{}", "neutral.rate_limited"],
    ])("%s: HTTP %i %s is %s", (id, status, body, type) => {
      expect(judge(id, status, body)).toBe(type);
    });

    test.each([
      ["infura/edge-no-key", 401],
      ["robinhood/api-edge", 403],
      ["debank/pro-openapi", 401],
      ["base/sequencer-direct", 403],
      ["op-mainnet/sequencer-direct", 405],
    ])("%s: HTTP %i is the healthy answer", (id, status) => {
      expect(judge(id, status, "<html>Forbidden</html>")).toBeNull();
    });
  });
}
