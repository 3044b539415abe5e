/**
 * What the parts of services are called in Japanese. Names that are nobody's own words (`Polygon PoS`, `REST API`) stay as
 * they are, and so do those of an operator's own catalog.
 */
const NAMES: Readonly<Record<string, string>> = {
  App: "アプリ",
  "Boundary nodes": "バウンダリーノード",
  Chain: "チェーン",
  Console: "コンソール",
  "Crypto trading API": "暗号資産取引API",
  "Default RPC": "既定のRPC",
  "Derivatives API": "デリバティブAPI",
  Edge: "エッジ",
  "Exchange API": "取引所API",
  Explorer: "エクスプローラー",
  Finality: "ファイナリティ",
  "Futures API": "先物API",
  Gateways: "ゲートウェイ",
  "Heimdall consensus": "Heimdallのコンセンサス",
  "Indexer API": "インデクサーAPI",
  Ledger: "レジャー",
  "Market data host": "市場データ用ホスト",
  "Olympus chain": "Olympusチェーン",
  "Price feeds": "価格フィード",
  "Public RPC": "公開RPC",
  "Retail API": "個人向けAPI",
  Sequencer: "シーケンサー",
  "Settlement on Ethereum": "セトルメント（Ethereum）",
  "Sign-in page": "ログインページ",
  Site: "サイト",
  "Spot API": "現物取引API",
  Subnets: "サブネット",
  "Wallet backend": "ウォレットのバックエンド",
};

export function componentNameJa(name: string): string {
  return Object.hasOwn(NAMES, name) ? (NAMES[name] ?? name) : name;
}
