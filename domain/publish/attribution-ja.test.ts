import { describe, expect, it } from "vitest";
import { attribute } from "#domain/attribution/attribute.ts";
import { rank } from "#domain/attribution/rank.ts";
import { recordOf } from "#domain/attribution/record.ts";
import { event, referenceRecord, referenceServices } from "#domain/attribution/testing/scene.ts";
import { publishAttribution } from "#domain/publish/attribution.ts";
import { ja } from "#domain/publish/attribution-ja.ts";

function published() {
  const found = attribute(event(), referenceServices(), referenceRecord);
  const ranking = rank([found]).incidents.find(({ service }) => service === "s00");
  if (ranking === undefined) throw new Error("nothing for s00");
  return publishAttribution(recordOf(ranking, found), ja);
}
const AWS = "AWS us-east-1";

describe("an attribution in Japanese", () => {
  it("says of the event what methods 3.3 says, with its numbers", () => {
    expect(published().event.sentence).toBe(
      "AWS us-east-1のイベントの開始（06:48 UTC、事後報告による）から前後15分以内に、41サービス中12件で異常が始まりました。" +
        "偶然だけで見込まれるのは0.08件です。" +
        "無作為に選んだ時点で同様になるのは、10,000回に1回未満です。" +
        "異常が始まったのは、このリージョンの利用が分かっている14サービス中11件（79%）、それ以外の27サービス中1件（4%）です。",
    );
  });
  it("says 'the times coincide', unless the test passed or the vendor said so", () => {
    expect(published().sentence).toBe("AWS us-east-1のイベントと関連づけています（可能性が高い、100点中90点）。");
    expect(ja.claim("coincidence", AWS, "possible", 50)).toBe(
      "AWS us-east-1のイベントと時期が重なっています（可能性あり、100点中50点）。",
    );
    expect(ja.claim("population", AWS, "not_attributed", 10)).toBe(
      "AWS us-east-1のイベントと時期が重なっています（関連づけなし、100点中10点）。",
    );
    expect(ja.claim("vendor", AWS, "confirmed", 99)).toBe(
      "運営者が、この障害の原因にAWS us-east-1を挙げています（確認済み、100点中99点）。",
    );
  });
  it("tells its reasons", () => {
    expect(published().reasons.map(({ text }) => text)).toEqual([
      "AWS us-east-1のイベントの開始（事後報告による）の9分後に始まりました。",
      "AWS us-east-1の公開アドレス範囲に含まれるアドレスから応答しています。",
      expect.stringMatching(/^単独でも月に[\d.]+回(?:未満)?の頻度で障害が始まっています。$/),
      "比較できる復旧時刻と、公表された緩和策の実施時刻が揃っていません。",
      expect.stringMatching(
        /^事業者はこのイベントを「一部障害」としており、依存するサービスの約\d+%が影響を受けるとみなしています。$/,
      ),
      expect.stringMatching(/^この場所に依存していない27サービス中1件でも障害が始まっており、/),
      expect.stringMatching(/^計算上は\d+点ですが、この根拠で認められる上限は90点です。$/),
      "運営者が原因を公表すれば、確定します。",
      expect.any(String),
    ]);
    expect(ja.reasons.timing(0, AWS, "stated_onset")).toBe(
      "AWS us-east-1のイベントの開始（事業者の説明による）と同じ分に始まりました。",
    );
    expect(ja.reasons.timing(-8, AWS, "first_status_post")).toBe(
      "AWS us-east-1のイベントの開始（最初の投稿時刻による）の8分前に始まりました。",
    );
    expect(ja.reasons.recovery("against", -60)).toBe(
      "公表された緩和策の実施の60分前に復旧しており、関連とは整合しません。",
    );
  });
});
