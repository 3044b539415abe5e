import { TOWNS } from "#components/words/places-ja.ts";

/** Sentences of the catalog that differ in a name only. */
const PATTERNS: readonly (readonly [RegExp, (name: string) => string])[] = [
  [
    /^(.+)'s newest block is served, and it is the real, moving head$/,
    (chain) => `${chain}の最新ブロックを返し、それが実際に進み続けている先頭である`,
  ],
  [/^The endpoint serves (.+), not another chain$/, (chain) => `${chain}を返し、別のチェーンではない`],
  [
    /^Chainlink's flag for the (.+) sequencer reads "up"; it dates a past outage and cannot show a present one$/,
    (chain) =>
      `${chain}のシーケンサーについて、Chainlinkのフラグが「up」である（過去の障害の時刻は示すが、現在の障害は示せない）`,
  ],
  [
    /^(.+) serves a known object with the right bytes$/,
    (gateway) => `${gateway}が、既知のオブジェクトを正しい内容で返す`,
  ],
];

/** What each check proves. */
const PROVES: Readonly<Record<string, string>> = {
  "The market moves: the newest BTC trade is recent": "市場が動いている：BTCの最新の約定が新しい",
  "The order book has both sides and is not crossed": "板に売りと買いの両方があり、価格が逆転していない",
  "The site answers with a page": "サイトがページを返す",
  "The API answers and its clock is right; says nothing about trading":
    "APIが応答し、時計が正しい（取引については何も示さない）",
  "The BTC market is open for trading, not halted, cancel-only or post-only":
    "BTC市場で取引できる（停止、キャンセルのみ、ポストオンリーのいずれでもない）",
  "The venue itself says that it is open": "取引所が自ら稼働中と表示している",
  "The finalized head advances: finality is being reached":
    "ファイナライズ済みの先頭が進んでいる：ファイナリティに達している",
  "The indexer answers with a recent block": "インデクサーが新しいブロックを返す",
  "The confirmed slot advances and is close to the other operators'":
    "承認済みスロットが進み、ほかの運営者との差が小さい",
  "The node is in sync on akashnet-2 and its newest block is recent":
    "ノードがakashnet-2で同期済みであり、最新ブロックが新しい",
  "The safe head advances: batches reach the parent chain and are derived from it":
    "セーフヘッドが進んでいる：バッチが親チェーンに届き、そこから導出されている",
  "The API answers with the number of the newest block": "APIが最新ブロックの番号を返す",
  "The marketplace console's backend reaches the chain":
    "マーケットプレイスのコンソールのバックエンドが、チェーンに到達できる",
  'The sequencer publishes on its public feed: tells "sequencer down" from "RPC down"':
    "シーケンサーが公開フィードに配信している（シーケンサーの停止とRPCの停止を区別できる）",
  'The sequencer\'s endpoint is reachable: it takes transactions only, so "method not found" is the healthy answer':
    "シーケンサーのエンドポイントに到達できる（トランザクションだけを受け付けるため、「method not found」が正常な応答）",
  "The height of the tip grows, as arweave.net sees it": "arweave.netから見て、先端ブロックの高さが増えている",
  "The block at the tip has a recent time": "先端ブロックの時刻が新しい",
  "The height of the tip, as an ar.io gateway sees it": "ar.ioのゲートウェイから見た、先端ブロックの高さ",
  "The official API node calls itself healthy": "公式APIノードが自ら正常と表示している",
  "The app's front door answers": "アプリの入口が応答する",
  "The RPC that the wallet uses by default serves the moving head of Base":
    "ウォレットが既定で使うRPCが、Baseの進み続ける先頭を返す",
  "The sequencer's endpoint is reachable: it takes transactions only, so 403 is the healthy answer":
    "シーケンサーのエンドポイントに到達できる（トランザクションだけを受け付けるため、403が正常な応答）",
  "Pre-confirmed blocks, made every 200 ms, are served": "200ミリ秒ごとに作られる事前承認ブロックを返す",
  "The REST edge answers; it is served from memory and proves nothing about matching":
    "RESTのエッジが応答する（メモリから返されるため、約定処理については何も示さない）",
  "The push feed delivers trades": "プッシュ配信で約定が届く",
  "The host for market data alone shows a recent trade; it is not geo-blocked like the main one":
    "市場データ専用のホストに新しい約定がある（主系のホストと違い、国による制限を受けない）",
  "Height and age of the tip, as mempool.space sees it": "mempool.spaceから見た、先端ブロックの高さと古さ",
  "Height and age of the tip, as Blockstream sees it": "Blockstreamから見た、先端ブロックの高さと古さ",
  "Height and age of the tip, as a full node of PublicNode sees it":
    "PublicNodeのフルノードから見た、先端ブロックの高さと古さ",
  "Height and age of the tip, as Blockchain.com sees it": "Blockchain.comから見た、先端ブロックの高さと古さ",
  "Two independent operators are on the same chain one block below the tip":
    "独立した2者の運営者が、先端の1つ下のブロックで同じチェーンにいる",
  "Last known: the XBTUSD instrument is open": "最終確認時の内容：XBTUSDが取引可能である",
  "Last known: the newest trade": "最終確認時の内容：最新の約定",
  "The ETH/USD feed on Ethereum was updated within its heartbeat: the oracle network is alive":
    "Ethereum上のETH/USDフィードが更新間隔以内に更新されている：オラクルネットワークが稼働している",
  "The consumer sign-in page answers; on 2025-10-20 users could not log in":
    "個人向けのログインページが応答する（2025年10月20日には利用者がログインできなかった）",
  "Public tickers are served for many markets": "多数の市場の公開ティッカーを返す",
  "The push feed opens": "プッシュ配信に接続できる",
  "Announcements are served, system maintenance among them": "システムメンテナンスを含むお知らせを返す",
  "The API's edge answers: without an access key a refusal is the healthy answer":
    "APIのエッジが応答する（アクセスキーがないため、拒否が正常な応答）",
  "The indexer follows the chain": "インデクサーがチェーンに追従している",
  'The consensus layer moves, seen past the indexer: tells "indexer down" from "chain halted"':
    "インデクサーを介さずに見て、コンセンサス層が進んでいる（インデクサーの停止とチェーンの停止を区別できる）",
  "Three independent operators give the same hash three blocks below the head: one chain, no fork":
    "独立した3者の運営者が、先頭の3つ下のブロックで同じハッシュを返す：フォークしていない",
  "The safe head advances: validators justify checkpoints":
    "セーフヘッドが進んでいる：バリデーターがチェックポイントを正当化している",
  "The chain's head advances, as GLIF's Lotus API sees it": "GLIFのLotus APIから見て、チェーンの先頭が進んでいる",
  "The chain's head advances, as ChainUp's Ethereum-compatible API sees it":
    "ChainUpのEthereum互換APIから見て、チェーンの先頭が進んでいる",
  "The chain's head advances, as dRPC's Ethereum-compatible API sees it":
    "dRPCのEthereum互換APIから見て、チェーンの先頭が進んでいる",
  "The venue itself says that derivatives are open": "取引所が自ら、デリバティブは稼働中と表示している",
  "A boundary node answers with the health of a replica": "バウンダリーノードがレプリカの稼働状態を返す",
  "A real canister serves its page": "実在のキャニスターがページを返す",
  "The subnets make blocks, as the public dashboard counts them":
    "公開ダッシュボードの集計で、各サブネットがブロックを生成している",
  "Name, TLS and the key check answer: without a valid key 401 is the healthy answer":
    "名前解決、TLS、キーの検査が機能している（有効なキーがないため、401が正常な応答）",
  "The public WebSocket says on connecting that the system is online":
    "公開WebSocketが、接続時にシステム稼働中と通知する",
  "The API answers with the height of the tip": "APIが先端ブロックの高さを返す",
  "The wallet's price backend answers": "ウォレットの価格バックエンドが応答する",
  "The wallet's token list backend answers": "ウォレットのトークン一覧バックエンドが応答する",
  "The edge answers, nothing more: some call this the venue's status":
    "エッジが応答するだけで、それ以上は示さない（これを取引所の状態とみなす例もある）",
  "The futures edge answers": "先物のエッジが応答する",
  "The sequencer's endpoint is reachable: it takes transactions only, so any refusal is an answer":
    "シーケンサーのエンドポイントに到達できる（トランザクションだけを受け付けるため、どの拒否も応答とみなす）",
  "The sequencer calls itself healthy": "シーケンサーが自ら正常と表示している",
  "An op-node of one's own follows the rollup": "自前のop-nodeがロールアップに追従している",
  "Kept for history: the former official endpoint": "過去の記録として保持：以前の公式エンドポイント",
  "The consensus and checkpoint layer makes blocks; it is on record as halted on 2025-07-30":
    "コンセンサス・チェックポイント層がブロックを生成している（2025年7月30日に停止した記録がある）",
  "New Ethereum heads are pushed over WebSocket": "Ethereumの新しい先頭がWebSocketで届く",
  "The wallet's backend returns its list of chains": "ウォレットのバックエンドがチェーンの一覧を返す",
  "The backend reads live chain data": "バックエンドが現在のチェーンのデータを読み取れる",
  "The trading API's edge answers; without a key a refusal is the healthy answer":
    "取引APIのエッジが応答する（キーがないため、拒否が正常な応答）",
  "Quotes flow: a signed request gets a recent price": "気配値が流れている：署名付きリクエストに新しい価格が返る",
  "The consumer site answers": "個人向けサイトが応答する",
  "A block 32 slots below the tip has a recent time": "先端の32スロット下のブロックの時刻が新しい",
  "The official endpoint calls itself healthy": "公式エンドポイントが自ら正常と表示している",
  "The sequencer's newest block is recent": "シーケンサーの最新ブロックが新しい",
  "The node says that it is in sync": "ノードが自ら同期済みと表示している",
  "Blocks are being proved on Ethereum": "ブロックの証明がEthereum上で進んでいる",
  "The validated ledger advances, as Ripple's general-purpose cluster sees it":
    "Rippleの汎用クラスターから見て、検証済みレジャーが進んでいる",
  "The validated ledger advances, as Ripple's full-history cluster sees it":
    "Rippleの全履歴クラスターから見て、検証済みレジャーが進んでいる",
  "The validated ledger advances, as the cluster of InFTF sees it":
    "InFTFのクラスターから見て、検証済みレジャーが進んでいる",
  "The validated ledger advances, as Honeycluster sees it": "Honeyclusterから見て、検証済みレジャーが進んでいる",
  "Closed ledgers are pushed every 3 to 5 seconds": "クローズしたレジャーが3〜5秒ごとに届く",
  "The API answers with the current ledger": "APIが現在のレジャーを返す",
  "The number of the newest batch sent to Ethereum is served": "Ethereumに送信された最新バッチの番号を返す",
};

/** What was published of where services stand. Quotations stay as they were written. */
const CLAIMS: Readonly<Record<string, string>> = {
  "Unavailable on 2025-10-20 together with Coinbase": "2025年10月20日にCoinbaseとともに利用不能",
  "The network slowed on 2025-10-20": "2025年10月20日にネットワークが低速化",
  '"Temporary network interruption in the AWS data center"; withdrawals suspended on 2025-04-15':
    "「Temporary network interruption in the AWS data center」と公表。2025年4月15日に出金を停止",
  "The region as named by the press": "報道によるリージョン",
  "Moved from eu-west-1 to Tokyo in a cutover of ten minutes": "eu-west-1から東京へ10分間の切り替えで移行",
  "Operated by Cloudflare on its own edge": "Cloudflareが自社のエッジで運用",
  "Core trading runs in us-east-1; the loss of several zones took it down on 2026-05-07/08":
    "中核の取引システムはus-east-1で稼働。複数ゾーンの喪失により2026年5月7〜8日に停止",
  "International Exchange in zone apne1-az1: FIX and order gateways, trade engine, market data":
    "International Exchangeはゾーンapne1-az1で稼働（FIXと注文のゲートウェイ、取引エンジン、市場データ）",
  'Incident of 2025-10-20, "AWS outage impacting multiple apps and services"':
    "2025年10月20日のインシデント「AWS outage impacting multiple apps and services」",
  "Affected by the AWS incident of 2025-04-15": "2025年4月15日のAWSの障害で影響",
  "Said to rely on Amazon's infrastructure": "Amazonのインフラに依存しているとされる",
  "The slowest to recover on 2025-04-15": "2025年4月15日に最も復旧が遅かった",
  "About 2,368 execution nodes, some 37% of the network": "実行ノード約2,368台、ネットワーク全体の約37%",
  "Ethereum, Polygon, Optimism, Arbitrum, Linea, Base and Scroll endpoints failed on 2025-10-20":
    "2025年10月20日にEthereum、Polygon、Optimism、Arbitrum、Linea、Base、Scrollのエンドポイントで障害",
  "MetaMask's failures during the AWS incident traced to Infura":
    "AWSの障害時に起きたMetaMaskの障害は、Infuraに由来するものと判明",
  '"Large-scale network outage with AWS services" on 2025-04-15':
    "2025年4月15日に「Large-scale network outage with AWS services」と公表",
  "Could not connect while Infura was down on 2025-10-20": "2025年10月20日、Infuraの停止中に接続不能",
  "Affected by the AWS incident of 2025-04-15: charts, order cancellation, transfers":
    "2025年4月15日のAWSの障害で影響（チャート、注文の取り消し、送金）",
  "The endpoints that failed on 2025-10-20 were Infura's": "2025年10月20日に障害が起きたのはInfuraのエンドポイント",
  "Down for hours on 2025-04-15 together with AWS": "2025年4月15日にAWSとともに数時間停止",
  "Slowed on 2025-10-20": "2025年10月20日に低速化",
  "Validators spread over AWS, Google Cloud, Hetzner, DigitalOcean and independent servers; the ledger kept closing in both AWS outages":
    "バリデーターはAWS、Google Cloud、Hetzner、DigitalOcean、独自サーバーに分散。AWSの2度の障害中もレジャーのクローズは継続",
};

/** How well a claim is founded: in English it stands in brackets behind it (domain/hosting/evidence.ts). */
const STRENGTHS: Readonly<Record<string, string>> = {
  reported: "報道",
  "reported, citing the company's post-mortem": "運営者の事後報告を引用した報道",
  "article claim": "記事の記述",
  "article claim; counts vary by year": "記事の記述（数は年により異なる）",
  "declared by operator": "運営者の公表",
  "declared by operator, quoted": "運営者の公表を引用",
  "declared by operator, post quoted": "運営者の投稿を引用",
  "declared by operator in an AWS case study, read through a mirror": "AWSの事例紹介での運営者の公表（ミラーで確認）",
};

/** Why a service is closed, or not certain to be open. */
const NOTES: Readonly<Record<string, string>> = {
  "Announced on 2026-07-23 that the exchange closes on 2026-09-23 at 04:00 UTC. Shown as closed, its history kept.":
    "2026年7月23日に、取引所を2026年9月23日 04:00 UTCに閉鎖すると発表しました。終了済みとして表示し、これまでの記録は残しています。",
  "Shut down after 2025-10-31; its URLs linger in chain lists.":
    "2025年10月31日を最後に終了しました。チェーン一覧にはURLが残っています。",
  "Missing from the chain list that its own authors keep (2026-08-22), yet an issue of 2026-06-17 describes it as live; many of its chains were dropped in 2025.":
    "開発元が管理するチェーン一覧には載っていません（2026年8月22日時点）が、2026年6月17日のissueでは稼働中とされています。2025年に多くのチェーンの提供を終了しました。",
  "Its endpoint stands in one registry only and in none of the chain lists.":
    "エンドポイントは1つの登録簿にしか載っておらず、どのチェーン一覧にもありません。",
};

/** Published figures of others, and what is wrongly made of them. */
const CONTEXT: Readonly<Record<string, string>> = {
  "Enterprise spending on cloud infrastructure services, worldwide, in one quarter":
    "世界全体における、企業のクラウドインフラサービスへの四半期支出",
  "The second quarter of 2025": "2025年第2四半期",
  "The third quarter of 2025": "2025年第3四半期",
  "Three clouds run 63% of the infrastructure that supports the Internet":
    "インターネットを支えるインフラの63%を、3社のクラウドが担っている",
  "63% of enterprise spending on cloud infrastructure services: a share of money, neither of the Internet nor of crypto":
    "企業のクラウドインフラサービスへの支出の63%。金額の割合であり、インターネットや暗号資産の割合ではない",
  "Ethereum execution-layer nodes that Ethernodes had found, worldwide; about 6,400 by the share given, or 6,580":
    "Ethernodesが世界全体で検出した、Ethereumの実行層ノード（示された割合から計算すると約6,400台または6,580台）",
  "Cited by the press on the outage of 2025-10-20; the day of the count is not given":
    "2025年10月20日の障害の報道で引用（集計日の記載なし）",
  "On AWS": "AWS上",
  "37% of Ethereum's nodes went down with us-east-1": "us-east-1とともにEthereumのノードの37%が停止した",
  "The count is of AWS worldwide. It is the share hosted there, not the share that failed: Ethereum kept producing blocks":
    "数えられたのは全世界のAWSである。AWS上にある割合であって、停止した割合ではない。Ethereumはブロックの生成を続けた",
  "About 37%": "約37%",
  "The press gives 37% and 36% for the same 2,368 nodes, by different totals":
    "報道では、同じ2,368台に対して総数の取り方により37%と36%の両方がある",
  "Ethereum execution-layer nodes that Ethernodes had found, worldwide: 6,810":
    "Ethernodesが世界全体で検出した、Ethereumの実行層ノード：6,810台",
  "Before the count above; the source read gives no day": "上の集計よりも前（参照した資料に日付の記載なし）",
  "On AWS in Ashburn, among them": "うちアッシュバーンのAWS上",
  "Ethereum nodes that stand at a hosting company: those at home are not in the denominator":
    "ホスティング事業者に設置されたEthereumのノード（自宅のノードは分母に含まない）",
  "Messari, from Ethernodes": "Messari（Ethernodesのデータによる）",
  "2022": "2022年",
  "On the three largest hosts together": "上位3つのホスティング先の合計",
  "From more than 50% in 2022 to 37% in 2025, AWS has lost ground":
    "AWSの割合は2022年の50%超から2025年の37%へと低下した",
  "50% of hosted nodes and 37% of all nodes have different denominators and cannot be compared":
    "ホスティングされたノードの50%と全ノードの37%は分母が異なり、比較できない",
};

/** Every text of the catalog that has a Japanese of its own. */
export const TEXTS: Readonly<Record<string, string>> = {
  ...PROVES,
  ...CLAIMS,
  ...STRENGTHS,
  ...NOTES,
  ...CONTEXT,
  ...TOWNS,
};

const own = (table: Readonly<Record<string, string>>, text: string) =>
  Object.hasOwn(table, text) ? table[text] : undefined;

/** A text of the catalog in Japanese; null where there is none, as of an operator's own entries. */
export function catalogText(text: string): string | null {
  const whole = own(TEXTS, text);
  if (whole !== undefined) return whole;
  for (const [pattern, say] of PATTERNS) {
    const [, name] = pattern.exec(text) ?? [];
    if (name !== undefined) return say(name);
  }
  const [, claim = "", strength = ""] = /^(.+) \(([^()]+)\)$/.exec(text) ?? [];
  const [said, how] = [own(CLAIMS, claim), own(STRENGTHS, strength)];
  return said === undefined || how === undefined ? null : `${how}：${said}`;
}
