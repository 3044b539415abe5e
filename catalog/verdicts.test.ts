import { describe, expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { emptyMemory } from "#catalog/testing/memory.ts";
import { judgeAnswer } from "#domain/check/answer.ts";
import { locateChecks } from "#domain/check/flatten.ts";

/** What vendors say that is no fault of theirs, and what looks well and is none. Shapes are the vendors', contents made up. */

const NOW = Date.parse("2026-03-10T12:00:00Z");

function judged(id: string, json: unknown): string {
  const located = locateChecks(ownCatalog).find((one) => one.id === id);
  if (located === undefined) throw new Error(`there is no ${id}`);
  const answer = { status: 200, headers: {}, bodyText: JSON.stringify(json), json };
  const { outcome, failureType } = judgeAnswer(located.check, answer, { now: NOW, memory: emptyMemory() });
  return failureType === null ? outcome : `${outcome} ${failureType}`;
}

const okx = (maintenance: object) => ({ code: "0", data: [{ state: "ongoing", ...maintenance }] });
const bybit = (maintenance: object) => ({ retCode: 0, result: { list: [{ state: "ongoing", ...maintenance }] } });
const ledger = (info: object) => ({
  result: {
    status: "success",
    info: { server_state: "full", load_factor: 1, peers: 20, validated_ledger: { age: 3, seq: 9, hash: "A" }, ...info },
  },
});
const icp = (ageS: number, rate: string) => ({ block_rate: [[NOW / 1_000 - ageS, rate]] });
const side = [["9000", "1"]];

describe("what a venue says", () => {
  it.each<[string, string, unknown, string]>([
    ["maintenance of trading is a halt", "okx/api/system-status", okx({ serviceType: "5" }), "failed payload.halted"],
    ["of bots is none", "okx/api/system-status", okx({ serviceType: "7", env: "1" }), "ok"],
    ["of the demo is none", "okx/api/system-status", okx({ serviceType: "5", env: "2" }), "ok"],
    ["nor is it elsewhere", "bybit/api/system-status", bybit({ env: 2, product: [1, 2] }), "ok"],
    [
      "a crossed book is dYdX's own way",
      "dydx/indexer/book",
      { bids: [{ price: "26854", size: "1" }], asks: [{ price: "26826", size: "1" }] },
      "ok",
    ],
    [
      "a book that has not moved for long is old, whenever it was sent",
      "htx/api/book",
      { status: "ok", ts: NOW, tick: { ts: NOW - 3_600_000, bids: side, asks: [["9001", "1"]] } },
      "failed payload.stale",
    ],
    [
      "the same elsewhere",
      "gate/api/book",
      { current: NOW, update: NOW - 3_600_000, bids: side, asks: [["9001", "1"]] },
      "failed payload.stale",
    ],
    [
      "a clock that differs from ours by what ours may be off is right",
      "kraken/api/time",
      { error: [], result: { unixtime: NOW / 1_000 - 11 } },
      "ok",
    ],
  ])("%s", (_name, id, json, expected) => {
    expect(judged(id, json)).toBe(expected);
  });
});

describe("what a chain's window says", () => {
  it.each<[string, string, unknown, string]>([
    ["load is no failure of a ledger", "xrp-ledger/chain/s1-ripple", ledger({ load_factor: 256, peers: 5 }), "ok"],
    ["too much of it is", "xrp-ledger/chain/s1-ripple", ledger({ load_factor: 1_000 }), "failed payload.schema"],
    ["no peers are", "xrp-ledger/chain/s1-ripple", ledger({ peers: 0 }), "failed payload.schema"],
    ["blocks that are made are seen", "icp/chain/block-rate", icp(60, "89.3"), "ok"],
    ["a rate of none is a halt", "icp/chain/block-rate", icp(60, "0"), "failed payload.schema"],
    ["an old rate is one, too", "icp/chain/block-rate", icp(3_600, "89.3"), "failed payload.stale"],
    ["no rate is none", "icp/chain/block-rate", { block_rate: [] }, "failed payload.schema"],
    [
      "an error in the place of a block is none",
      "zksync-explorer/api/blocks",
      { status: "0", message: "NOTOK", result: "Error! Invalid module" },
      "failed payload.schema",
    ],
    ["a block is one", "zksync-explorer/api/blocks", { status: "1", result: "65000000" }, "ok"],
    [
      "an error of a backend is no answer",
      "metamask/api/tokens",
      { error: "internal", data: null },
      "failed payload.schema",
    ],
  ])("%s", (_name, id, json, expected) => {
    expect(judged(id, json)).toBe(expected);
  });
});
