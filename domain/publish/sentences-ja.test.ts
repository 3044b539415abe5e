import { describe, expect, it } from "vitest";
import { componentSentence, incidentSentence } from "#domain/publish/sentence.ts";
import { ja } from "#domain/publish/sentences-ja.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { at, baseChain, incident, kraken, ONE, polygon, settlement, told } from "#domain/publish/testing/told.ts";
import type { Finding } from "#domain/status/verdict.ts";

const refused: Finding = { kind: "failing", check: "head", failureType: "tcp.refused", phase: "connection" };
const ofComponent = (about: Subject, ...rest: Parameters<typeof told>) => componentSentence(about, told(...rest), ja);
const ofIncident = (about: Subject, ...rest: Parameters<typeof incident>) =>
  incidentSentence(about, incident(...rest), ja);

describe("what fails, how, since when, seen from where", () => {
  it("names the failure, the minute and the places", () => {
    expect(ofComponent(polygon, refused)).toBe(
      "Infura Polygon：2026年11月22日 12:03 UTCから、接続が拒否されています。観測拠点3か所中2か所で確認しました。",
    );
    expect(ofComponent(kraken, refused, ONE)).toBe(
      "Kraken：2026年11月22日 12:03 UTCから、接続が拒否されています。確認した観測拠点は1か所だけです。",
    );
    expect(ofComponent(kraken, refused, { usable: 2 })).toContain("。観測拠点2か所すべてで確認しました。");
  });
  it("says what an incident that is over was, and how long it lasted", () => {
    expect(ofIncident(polygon, refused, { resolvedAt: at("13:06:00") })).toBe(
      "Infura Polygon：2026年11月22日 12:03から13:06 UTCまで（1時間3分）、接続が拒否されていました。観測拠点3か所中2か所で確認しました。",
    );
    expect(ofIncident(polygon, refused, { resolvedAt: at("12:41:00") + 86_400_000 })).toContain(
      "2026年11月22日 12:03から2026年11月23日 12:41 UTCまで（1日1時間）、",
    );
  });
  it("gives a wide onset as the bracket that it is, and does not pretend to know the length", () => {
    const wide = { lastGood: at("12:00:30") };
    expect(ofIncident(polygon, refused, wide)).toContain(
      "：2026年11月22日 12:00〜12:03 UTCのいずれかの時点から、接続が拒否されています。",
    );
    expect(ofIncident(polygon, refused, { ...wide, resolvedAt: at("12:41:00") })).toContain(
      "：2026年11月22日 12:00〜12:03 UTCのいずれかの時点から12:41 UTCまで（38分以上）、接続が拒否されていました。",
    );
  });
  it("does not say of an incident that has improved that it is as bad as it was", () => {
    expect(ofIncident(polygon, refused, { verdict: "degraded" })).toContain(
      "接続が拒否されていました。その後改善しましたが、まだ正常ではありません。",
    );
  });
  it("takes a retracted incident back, with the reason", () => {
    const retracted = { at: at("14:00:00"), author: "ops", reason: "観測側のリゾルバーの不具合" };
    expect(ofIncident(polygon, refused, { retracted, resolvedAt: at("12:41:00") })).toBe(
      "Infura Polygon：このインシデントは取り消されました（理由：観測側のリゾルバーの不具合）。" +
        "取り消し前の内容：2026年11月22日 12:03から12:41 UTCまで（38分）、接続が拒否されていました。観測拠点3か所中2か所で確認しました。",
    );
  });
  it.each<[Finding, string]>([
    [{ kind: "failing", failureType: "dns.name_not_resolved" }, "、ドメイン名を解決できません。"],
    [
      { kind: "failing", failureType: "http.response.timed_out" },
      "、リクエストを受け付けたまま、応答を返していません。",
    ],
    [{ kind: "failing", failureType: "tls.cert.date_invalid" }, "、証明書が有効期間外です。"],
    [{ kind: "failing", failureType: "http.error", httpStatus: 503 }, "、HTTP 503を返しています。"],
    [
      { kind: "failing", failureType: "http.error", httpStatus: 522 },
      "、エッジがHTTP 522を返し、背後のサーバーが応答していません。",
    ],
    [
      { kind: "failing", failureType: "http.error", httpStatus: 500, networkPart: "edge" },
      "、エッジ自体の障害により、HTTP 500が返されています。",
    ],
    [{ kind: "failing", failureType: "payload.not_json" }, "、応答はあるものの、JSONではありません。"],
    [
      { kind: "refused", failureType: "http.error", httpStatus: 403 },
      "、リクエストが拒否されています（HTTP 403、ボット対策の可能性あり）。",
    ],
    [
      { kind: "some_resolvers", failureType: "dns.name_not_resolved" },
      "、ドメイン名を解決できません。影響は一部のリゾルバーに限られます。",
    ],
    [
      { ...refused, kind: "some_checks", checks: { bad: 1, of: 3 } },
      "、接続が拒否されています。影響はチェック3件中1件に限られます。",
    ],
    [
      { ...refused, kind: "intermittent", failures: 8 },
      "、接続が拒否されています。失敗は断続的で、20ラウンドの間に8回です。",
    ],
    [
      { ...refused, kind: "recovering", failures: 8 },
      "、応答が回復し、経過を観察しています。それまでは、接続が拒否されていました。",
    ],
    [
      { kind: "slow", p95Ms: 6_200, limitMs: 2_000 },
      "、応答はあるものの、遅延しています。20回に1回は6.2秒以上かかっています（基準値2秒）。",
    ],
    [{ kind: "unproven" }, "：追加以来、一度も応答がありません。観測側のアドレス設定が誤っている可能性があります。"],
    [
      { kind: "no_vantage", failureType: "neutral.loop_lag" },
      "、判定できません（観測側のマシンの負荷が高く、測定できません）。",
    ],
  ])("%j", (finding, expected) => {
    expect(ofComponent(polygon, finding, ONE)).toContain(expected);
  });
  it("names the places of a partial failure, and counts those that get answers", () => {
    const partial: Finding = { ...refused, kind: "partial" };
    expect(ofComponent(polygon, partial, { ...ONE, usable: 3 })).toBe(
      "Infura Polygon：2026年11月22日 12:03 UTCから、接続が拒否されています。" +
        "失敗しているのは観測拠点tokyoだけで、ほかの2か所では応答があります。",
    );
    expect(ofComponent(polygon, partial, { vantages: ["a", "b", "c", "d", "e"], usable: 6 })).toContain(
      "失敗しているのは観測拠点a、b、cほか2か所だけで、ほかの1か所では応答があります。",
    );
  });
});

describe("parts of a service", () => {
  it("go by their Japanese names, names of products and chains by their own", () => {
    expect(ofComponent(baseChain, refused)).toMatch(/^Baseのチェーン：/);
    expect(ofComponent(settlement, refused)).toMatch(/^Baseのセトルメント（Ethereum）：/);
    expect(ofComponent({ ...baseChain, component: "constructor" }, refused)).toMatch(/^Base constructor：/);
  });
});

describe("chains", () => {
  const of = (agree: number): Finding => ({ kind: "chain_stale", ageS: 180, operators: { agree, of: 9 } });
  const safe: Finding = {
    kind: "stale",
    check: "safe",
    signal: "l1_settlement",
    proves: "The safe head advances: batches reach the parent chain and are derived from it",
    failureType: "payload.stale",
    ageS: 1_500,
  };
  const clause = (about: Subject, finding: Finding) => /UTCから、(.*)。観測拠点/.exec(ofComponent(about, finding))?.[1];

  it("one stale provider, a stale quorum, a frozen head and late settlement are four different things", () => {
    expect([
      clause(polygon, { kind: "stale", signal: "chain_head", failureType: "payload.stale", lagS: 240 }),
      clause(baseChain, of(5)),
      clause(baseChain, of(9)),
      clause({ ...settlement, chainMoves: true }, safe),
    ]).toEqual([
      "応答はあるものの、最新ブロックがほかの運営者より4分遅れています",
      "独立した運営者9者中5者で新しいブロックがなく、最後のブロックから3分が経過しています",
      "どの運営者にも新しいブロックがなく、ブロック生成が停止しています（最後のブロックから現時点で3分）",
      "新しいブロックは生成されているものの、バッチが25分間、親チェーンに届いていません",
    ]);
  });
  it("a halted chain has been frozen for longer than a stale one", () => {
    const halted: Finding = { ...of(9), kind: "chain_halted", ageS: 720 };
    expect(clause(baseChain, halted)).toBe(
      "どの運営者にも新しいブロックがなく、ブロック生成が停止しています（最後のブロックから12分）",
    );
    expect(ofIncident(baseChain, halted, { resolvedAt: at("12:41:00") })).toContain(
      "、どの運営者にも新しいブロックがなく、ブロック生成が停止していました（最後のブロックから少なくとも12分）。",
    );
    expect(clause(baseChain, { ...halted, operators: { agree: 5, of: 9 } })).toBe(
      "独立した運営者9者中5者で新しいブロックがなく、最後のブロックから12分が経過しています。大半の運営者から見て、チェーンは停止しています",
    );
  });
  it("finality, proofs and the safe head have words of their own", () => {
    expect(clause(settlement, { ...safe, check: "finalized" })).toBe(
      "ファイナライズが遅れており、ファイナライズ済みの最新ブロックは25分前のものです",
    );
    expect(clause(settlement, { ...safe, check: "proved", proves: "Blocks are being proved on Ethereum" })).toBe(
      "証明の提出が遅れており、親チェーンで証明済みの最新ブロックは25分前のものです",
    );
    expect(clause(settlement, { ...safe, proves: "The safe head advances: validators justify checkpoints" })).toBe(
      "セーフヘッドの更新が遅れており、最新のセーフブロックは25分前のものです",
    );
  });
});

describe("markets", () => {
  const mode: Finding = { kind: "halted", signal: "trading_mode", failureType: "payload.halted", mode: "maintenance" };

  it("a market that is closed or takes some orders only is named so, in its own word", () => {
    expect(ofComponent(kraken, mode)).toContain('、取引停止中であると自ら表示しています（"maintenance"）。');
    expect(ofComponent(kraken, { ...mode, kind: "limited", mode: "cancel_only" })).toContain(
      '、応答はあるものの、一部の注文しか受け付けないと自ら表示しています（"cancel_only"）。',
    );
    expect(ofComponent(baseChain, { ...mode, signal: "sequencer", mode: "false" })).toContain(
      '、サービス停止中であると自ら表示しています（"false"）。',
    );
  });
  it("what the target writes is quoted and cannot end the quotation", () => {
    const said = ofComponent(kraken, { ...mode, mode: 'x"）。正常です。\u202e\n{います|いました}' });
    expect(said).toContain('（"x\'）。正常です。 {います|いました}"）。');
  });
});
