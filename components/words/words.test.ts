import { describe, expect, it } from "vitest";
import { moment, wordsOf } from "#components/words/words.ts";
import type { ServicesSaid } from "#domain/status/situation.ts";

const en = wordsOf("en");
const ja = wordsOf("ja");
const NOW = Date.parse("2026-03-10T00:05:00Z");

it("a time of another day has its date", () => {
  expect(moment(NOW - 60_000, NOW, en)).toBe("00:04:00 UTC");
  expect(moment(NOW - 600_000, NOW, en, "minute")).toBe("9 Mar 2026 23:55 UTC");
  expect(moment(NOW - 600_000, NOW, ja)).toBe("2026年3月9日 23:55:00 UTC");
});

const chains = { of: 12, producing: 12, halted: [], late: [] };
const services: ServicesSaid = { down: [], partly: [], degraded: [] };

describe("the headline", () => {
  it("says that all is well only of what is seen, and ends with the chains", () => {
    expect(en.headline.allWell(0, chains)).toBe(
      "Everything we watch is answering, and all 12 chains are producing blocks.",
    );
    expect(en.headline.allWell(3, { ...chains, producing: 10 })).toBe(
      "Everything we can see is answering; the 10 chains we can see are producing blocks.",
    );
    expect(en.headline.allWell(0, { ...chains, of: 0, producing: 0 })).toBe("Everything we watch is answering.");
    expect(ja.headline.allWell(0, chains)).toBe(
      "監視中のサービスはすべて応答しており、12チェーンはすべてブロックを生成しています。",
    );
  });

  it("names one service with its onset, a few by how bad it is, and counts many", () => {
    const say = (said: Partial<ServicesSaid>) => en.headline.trouble({ ...services, ...said }, chains, "12:03 UTC");
    const rest = "; all 12 chains are producing blocks.";
    expect(say({ down: ["Kraken"] })).toBe(`Kraken has been down since 12:03 UTC${rest}`);
    expect(say({ degraded: ["Base"] })).toBe(`Base has been degraded since 12:03 UTC${rest}`);
    expect(say({ down: ["Kraken", "MEXC"], partly: ["Infura"] })).toBe(
      `Kraken and MEXC are down, Infura in part${rest}`,
    );
    expect(say({ partly: ["Infura", "Ankr"], degraded: ["Base"] })).toBe(
      `Infura and Ankr are partly down, Base is degraded${rest}`,
    );
    const many = ["A", "B", "C", "D", "E"];
    expect(say({ down: many })).toBe(`Five services are down${rest}`);
    expect(say({ down: many, degraded: ["F"] })).toBe(`Six services are failing (5 down, 1 degraded)${rest}`);
  });

  it("says with which cloud event most of it coincides, since when, and how many services", () => {
    const say = (words: typeof en, said: Partial<ServicesSaid>) =>
      words.headline.trouble({ ...services, ...said }, chains, "14:18 UTC", "AWS us‑east‑1");
    const rest = ", coinciding with an event at AWS us‑east‑1; all 12 chains are producing blocks.";
    const seven = { down: ["A", "B"], partly: ["C", "D", "E"], degraded: ["F", "G"] };
    expect(say(en, seven)).toBe(`Seven services have been failing since 14:18 UTC${rest}`);
    expect(say(en, { partly: ["Infura"], down: ["Kraken"] })).toBe(
      `Kraken and Infura have been failing since 14:18 UTC${rest}`,
    );
    expect(say(en, { down: ["Kraken"] })).toBe(`Kraken has been down since 14:18 UTC${rest}`);
    expect(say(ja, seven)).toBe(
      "14:18 UTCから7つのサービスに障害が出ており、AWS us‑east‑1の障害と時期が重なっています。12チェーンはすべてブロックを生成しています。",
    );
  });

  it("names a chain that stands still first, and tells it from the others", () => {
    const halted = { of: 12, producing: 11, halted: ["Solana"], late: [] };
    expect(en.headline.trouble(services, halted, "12:03 UTC")).toBe(
      "Solana has produced no block since 12:03 UTC; 11 other chains keep producing blocks.",
    );
    expect(
      en.headline.trouble({ ...services, down: ["Kraken"] }, { ...halted, late: ["Base"], producing: 10 }, "12:03 UTC"),
    ).toBe(
      "Solana produces no blocks; Base is late with new blocks; Kraken is down; 10 other chains keep producing blocks.",
    );
    expect(ja.headline.trouble(services, halted, "12:03 UTC")).toBe(
      "12:03 UTCからSolanaがブロックを生成していません。ほかの11チェーンはブロックの生成を続けています。",
    );
  });

  it("tells of announced maintenance until when it was announced, and that the rest answers", () => {
    const say = (language: typeof en, services: string[], at: string | null, more: object = {}) =>
      language.headline.maintenance({ services, partly: false, ...more }, { at, isPast: false }, 0, chains);
    expect(say(en, ["Kraken"], "14:00 UTC")).toBe(
      "Kraken is under announced maintenance until 14:00 UTC; everything else we watch is answering, and all 12 chains are producing blocks.",
    );
    expect(say(en, ["Infura"], null, { partly: true })).toMatch(/^Part of Infura is under announced maintenance; /);
    expect(say(en, ["A", "B", "C", "D", "E"], null)).toMatch(/^Five services are under announced maintenance; /);
    expect(
      en.headline.maintenance({ services: ["Kraken"], partly: false }, { at: "11:00 UTC", isPast: true }, 2, {
        ...chains,
        of: 0,
      }),
    ).toBe(
      "Kraken is under announced maintenance that was announced to end by 11:00 UTC; everything else we can see is answering.",
    );
    expect(say(ja, ["Kraken"], "14:00 UTC")).toBe(
      "Krakenは14:00 UTCまで告知済みのメンテナンス中です。ほかはすべて応答しており、12チェーンはすべてブロックを生成しています。",
    );
    expect(say(ja, ["Infura"], null, { partly: true })).toMatch(/^Infuraの一部は告知済みのメンテナンス中です。/);
    expect(
      ja.headline.maintenance({ services: ["Kraken"], partly: false }, { at: "11:00 UTC", isPast: true }, 2, {
        ...chains,
        of: 0,
      }),
    ).toBe(
      "Krakenは告知済みのメンテナンス中です（告知された終了時刻は11:00 UTC）。ほかは確認できる範囲ですべて応答しています。",
    );
  });

  it("agrees with one as with many when little can be seen", () => {
    expect(en.headline.mostlyUnknown(1, 164, 1)).toBe(
      "We can see little right now: only 1 of 164 components can be judged, and it is not well.",
    );
    expect(en.headline.mostlyUnknown(5, 164, 2)).toMatch(
      /only 5 of 164 components can be judged, and 2 of them are not well\.$/,
    );
    expect(en.headline.mostlyUnknown(0, 1, 0)).toContain("none of 1 component can be judged");
    expect(ja.headline.mostlyUnknown(5, 164, 2)).toContain("コンポーネント164件中5件です（うち2件に異常）");
  });

  it("counts services in Japanese as Japanese does: 「つ」 is for fewer than ten", () => {
    const say = (n: number) =>
      ja.headline.trouble({ ...services, down: Array.from({ length: n }, (_, i) => `S${i}`) }, chains, "12:03 UTC");
    expect(say(5)).toContain("5つのサービスに障害が出ています（停止5件）");
    expect(say(12)).toContain("12のサービス");
    expect(say(2)).toBe("S0とS1が停止しています。12チェーンはすべてブロックを生成しています。");
  });
});

it("services of which nobody knows are said to count for neither side, and nothing is said without any", () => {
  expect(en.stand.unknown(1)).toContain("One service cannot be judged right now");
  expect([en.stand.unknown(0), ja.stand.unknown(0)]).toEqual(["", ""]);
});

it.each(["en", "ja"] as const)("of no services it is not said that all of them answer (%s)", (language) => {
  const { headline } = wordsOf(language).service.list;
  expect(headline(0, 0, 0)).toMatch(/No service is judged|まだありません/);
});
