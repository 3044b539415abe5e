import type { ReplayWords } from "#components/words/replay-en.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";
import { type Text, textIn } from "#domain/replay/dossier.ts";
import type { ReplayVerdict, Trouble } from "#domain/replay/verdict.ts";
import type { Status } from "#domain/status/status.ts";

/** As what stands before 「と」. */
const STATES: Readonly<Partial<Record<Status, string>>> = {
  degraded_performance: "不調",
  partial_outage: "一部停止",
  major_outage: "停止",
};
const NAMED = 3;

const text = (value: Text) => textIn(value, "ja");
const place = (value: Text) => text(value).replaceAll("-", "\u2011");
const list = (names: readonly Text[]) => names.map(text).join("、");

function span(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return `${minutes}分`;
  return minutes % 60 === 0 ? `${minutes / 60}時間` : `${Math.floor(minutes / 60)}時間${minutes % 60}分`;
}

function elapsed(ms: number): string {
  if (Math.abs(ms) < 60_000) return "発生時点では";
  return ms < 0 ? `発生の${span(ms)}前は` : `発生から${span(ms)}、`;
}

function who({ names }: Trouble, noun: string): string {
  return names.length <= NAMED ? list(names) : `${names.length}${noun}`;
}

/** What we measured, as what stands before 「しています」. */
function measured(trouble: Trouble, noun: string): string {
  const name = who(trouble, noun);
  if (trouble.status === "degraded_performance") return `${name}の性能が低下`;
  return trouble.status === "partial_outage" || trouble.status === "major_outage"
    ? `${name}が${STATES[trouble.status]}`
    : `${name}に障害が発生`;
}

const stateOf = (status: Status | null) => (status && STATES[status]) ?? "障害";

function chainsClause({ source, chains, unharmed }: ReplayVerdict): string {
  if (chains !== null) {
    return source === "told"
      ? `${who(chains, "チェーン")}は${stateOf(chains.status)}と伝えられています。`
      : `${measured(chains, "チェーン")}しています。`;
  }
  if (source === "measured") {
    return unharmed.length === 0
      ? "チェーンの状態は判定できませんでした。"
      : `観測できた${unharmed.length}チェーンはブロックの生成を続けていました。`;
  }
  if (unharmed.length === 0) return "チェーンに触れた情報源はありません。";
  const names = unharmed.length <= NAMED ? list(unharmed) : `${unharmed.length}チェーン`;
  return `${names}は影響なしと伝えられています。`;
}

function mainClause({ source, access, cloud }: ReplayVerdict): string {
  if (access === null && cloud === null) {
    return source === "told" ? "障害は伝えられていません。" : "障害は観測されていません。";
  }
  if (access === null) {
    const none = source === "told" ? "名の挙がったサービスはありません" : "サービスの障害は観測されていません";
    return `${place(cloud?.name ?? "")}が${stateOf(cloud?.status ?? null)}と伝えられていますが、${none}。`;
  }
  const service =
    source === "told" ? `${who(access, "サービス")}が${stateOf(access.status)}` : measured(access, "サービス");
  if (source === "measured") {
    return cloud === null
      ? `${service}しています。`
      : `${service}し、${place(cloud.name)}の障害と時期が重なっています。`;
  }
  return cloud === null
    ? `${service}と伝えられています。`
    : `${service}と伝えられ、${place(cloud.name)}の障害と時期が重なっています。`;
}

export const replay: ReplayWords = {
  nav: "リプレイ",
  at: (path) => `/ja${path}`,
  list: {
    heading: (replays) => `${replays}件の障害を見直せます。`,
    stand:
      "1分ごとに、すべての記述に出典を付けて再生します。他者が伝えた内容は枠線、当サイトの測定は塗りで描き、その間を補うことはしません。",
    told: "出典から再構成",
    measured: "当サイトの測定",
    unread: "当サイトが記録した障害は現在読み出せません。以下は他者の情報から再構成したものです。",
    entries: (n) => `${n}件の記録`,
    json: "一覧のJSON",
    picture: (title, most) =>
      `${title}：${most === 0 ? "時刻付きで名の挙がったサービスはない" : `最も多いときで${most}サービスに障害`}`,
  },
  all: "リプレイ一覧",
  watch: "リプレイを見る",
  stand: (source, entries, subjects) =>
    source === "told"
      ? `${subjects}の対象に関する、出典のある${entries}件の記録から再構成しました。当日、Faultlineは測定していません。以下に当サイトの測定はなく、塗りで描いたものもありません。`
      : `当サイトの記録から、${subjects}の対象に関する${entries}件です。測定は塗り、事業者の公表は枠線で描いています。`,
  knowledge: {
    label: "表示する知識",
    now: "現在の知識",
    onTheDay: "当時の知識",
    onTheDayStand: "当時知り得たことだけを示します。後から伝えられた内容は含みません。",
  },
  verdict: (verdict) => `${elapsed(verdict.elapsedMs)}${mainClause(verdict)}${chainsClause(verdict)}`,
  milestones: {
    caption: "公表までの遅れ",
    names: { onset: "発生", seen: "観測", said: "公表" },
    afterwards: "事後の説明",
    later: (delay) => `+${delay}`,
  },
  player: {
    label: "再生",
    play: "再生",
    pause: "一時停止",
    back: "1分戻る",
    forward: "1分進む",
    previous: "前の記録",
    next: "次の記録",
    speed: (factor) => `${factor}倍速`,
    keysHeading: "キー操作",
    keys: "プレーヤーにフォーカスがあるとき（Tabで移動）に使えます。Spaceで再生と一時停止。左右キーで1分、Page UpとPage Downで15分、HomeとEndで両端へ。コンマとピリオドで前後の記録へ、1〜9で記録全体を9等分した位置へ。上下キーで行を選び、Enterで固定します。",
    share: "この時刻へのリンクをコピー",
    shared: "コピーしました。",
    notShared: "ブラウザーがコピーを許可しません。アドレスバーからコピーしてください。",
    plot: "リプレイの時刻",
    value: (at, failing) => `${at} UTC、障害${failing}行`,
    row: "行",
  },
  overview: {
    label: (entries, from, to) => `全体図：時刻のある記録${entries}件。下の図は${from}〜${to} UTC`,
    lanes: { afterwards: "事後の説明", said: "公表", press: "報道", ours: "測定" },
  },
  kinds: {
    measured: "第三者の測定",
    official_status: "公表",
    official_statement: "公表",
    press: "報道",
    reconstructed: "事後の説明",
    ours: "測定",
  },
  untimed: "時刻はなく、その日のこととして伝えられたもの",
  noClock: (kind) => `${kind}（時刻なし）：`,
  disputed: "異論あり",
  about: "おおよその時刻",
  strip: (name, spans) =>
    spans.length === 0
      ? `${name}：時刻のある記録なし`
      : `${name}：${spans.map(({ status, from }) => `${from}から${status}`).join("、")}（UTC）`,
  key: {
    ends: "始終の時刻あり",
    open: "一方の時刻が不明",
    about: "目撃（おおよそ）",
    day: "時刻なし",
    unknown: "不明",
    measured: "当サイトの測定",
  },
  entries: {
    heading: "記録",
    here: "現在位置",
    toHere: "現在位置へ",
    untimedHeading: (n) => `時刻のない記録 ${n}件`,
  },
  onset: (name) => `${name}で発生`,
  onsetTold: "（事後の説明による）",
  saidLater: (name, later) => (later === "" ? `${name}が公表` : `${later}後に${name}が公表`),
  resolved: "復旧を公表",
  disagree: "情報源の食い違い",
  gaps: "どの情報源も伝えていないこと",
  notes: "注記",
  cause: "伝えられた原因",
  json: "リプレイ全体のJSON",
  missing: {
    heading: "このリプレイはありません。",
    text: "リプレイがあるのは、資料にまとめた過去の障害と、当サイトが記録した大きな障害です。",
  },
  span,
  date: quantities.date,
  text,
  marksEnglish: true,
  teller: (kind) => `${kind}：`,
};
