import { describe, expect, it } from "vitest";
import { replay as en } from "#components/words/replay-en.ts";
import { replay as ja } from "#components/words/replay-ja.ts";
import type { ReplayVerdict } from "#domain/replay/verdict.ts";

const MINUTE = 60_000;
const told: ReplayVerdict = {
  source: "told",
  elapsedMs: 32 * MINUTE,
  access: { names: ["Coinbase", "Infura"], status: "major_outage" },
  cloud: { name: "AWS us-east-1", status: "major_outage" },
  chains: null,
  unharmed: ["Bitcoin", "Ethereum"],
};

describe("one sentence for an instant of a replay: how long after the onset, who, with what, and last the chains", () => {
  it.each<[Partial<ReplayVerdict>, string, string]>([
    [
      {},
      "32 minutes in, Coinbase and Infura are reported down, coinciding with AWS us‑east‑1; Bitcoin and Ethereum are reported unharmed.",
      "発生から32分、Coinbase、Infuraが停止と伝えられ、AWS us‑east‑1の障害と時期が重なっています。Bitcoin、Ethereumは影響なしと伝えられています。",
    ],
    [
      { elapsedMs: -8 * MINUTE, access: null, cloud: null, unharmed: [] },
      "8 minutes before the onset, nothing is reported to fail; no source speaks of the chains.",
      "発生の8分前は障害は伝えられていません。チェーンに触れた情報源はありません。",
    ],
    [
      { elapsedMs: 0, access: null },
      "At the onset, AWS us‑east‑1 is reported down, and no service is named; Bitcoin and Ethereum are reported unharmed.",
      "発生時点ではAWS us‑east‑1が停止と伝えられていますが、名の挙がったサービスはありません。Bitcoin、Ethereumは影響なしと伝えられています。",
    ],
    [
      {
        elapsedMs: 440 * MINUTE,
        access: { names: ["A", "B", "C", "D"], status: null },
        chains: { names: ["Ethereum"], status: "degraded_performance" },
      },
      "7 h 20 min in, four services are reported in trouble, coinciding with AWS us‑east‑1; Ethereum is reported impaired.",
      "発生から7時間20分、4サービスが障害と伝えられ、AWS us‑east‑1の障害と時期が重なっています。Ethereumは不調と伝えられています。",
    ],
    [
      { source: "measured", cloud: null, unharmed: ["Bitcoin", "Ethereum", "Solana"] },
      "32 minutes in, Coinbase and Infura are down; the 3 chains we could see kept producing blocks.",
      "発生から32分、Coinbase、Infuraが停止しています。観測できた3チェーンはブロックの生成を続けていました。",
    ],
    [
      {
        source: "measured",
        access: { names: ["Coinbase", "Infura"], status: null },
        chains: { names: ["Ethereum"], status: "degraded_performance" },
      },
      "32 minutes in, Coinbase and Infura are in trouble, coinciding with AWS us‑east‑1; Ethereum is impaired.",
      "発生から32分、Coinbase、Infuraに障害が発生し、AWS us‑east‑1の障害と時期が重なっています。Ethereumの性能が低下しています。",
    ],
    [
      { source: "measured", access: null, cloud: null, unharmed: ["Bitcoin", "Ethereum", "Solana"] },
      "32 minutes in, nothing fails; the 3 chains we could see kept producing blocks.",
      "発生から32分、障害は観測されていません。観測できた3チェーンはブロックの生成を続けていました。",
    ],
  ])("%j", (change, english, japanese) => {
    const verdict = { ...told, ...change };
    expect(en.verdict(verdict)).toBe(english);
    expect(ja.verdict(verdict)).toBe(japanese);
  });
});
