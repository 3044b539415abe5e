import type { NeutralRule } from "#domain/check/spec.ts";
import {
  CHALLENGE_TEXT,
  GEO_TEXT,
  isHtml,
  KEY_TEXT,
  PLAIN_RATE_TEXT,
  QUOTA_TEXT,
  RATE_TEXT,
  scrubRawCode,
} from "#domain/failure/classify-text.ts";
import type { FailureType } from "#domain/failure/failure.ts";

/**
 * Answers that say nothing about the target: rate limits, geo-blocks, used-up quotas, refused keys and bot walls
 * (guides/rpc-health.md 6). A status that a check lists as its answer is never one of them; a body may be, even with 200.
 */

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly json: unknown;
}

export interface NeutralClass {
  readonly outcome: "neutral";
  readonly failureType: FailureType;
  readonly rawCode: string;
}

/** The head of an answer in which texts are looked for; an error page says what it is early on. */
const SEARCHED = 4096;

interface Scene {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: unknown;
  readonly expectsJson: boolean;
  readonly isHtml: boolean;
}

interface Row {
  readonly type: FailureType;
  readonly when: (scene: Scene) => boolean;
}

/** A 5xx page of Cloudflare's own is an outage (2025-11-18); its interstitials are not. The marks tell them apart. */
function isChallenge({ status, headers, text, expectsJson, isHtml: html, json }: Scene): boolean {
  if (/\bchallenge\b/i.test(headers["cf-mitigated"] ?? "")) return true;
  // AWS WAF answers 202 without a body, or 405 (its developer guide, "How the CAPTCHA and Challenge actions work").
  if (/\b(?:challenge|captcha)\b/i.test(headers["x-amzn-waf-action"] ?? "")) return true;
  if (!html || !expectsJson || json !== undefined) return false;
  if (status >= 500) return status === 503 && CHALLENGE_TEXT.test(text);
  return /cloudflare/i.test(headers.server ?? "") || CHALLENGE_TEXT.test(text);
}

/** Rows for statuses that the check does not list. The first that holds wins. */
const BY_STATUS: readonly Row[] = [
  { type: "neutral.geo_blocked", when: ({ status }) => status === 451 },
  { type: "neutral.rate_limited", when: ({ status }) => status === 429 },
  {
    type: "neutral.rate_limited",
    when: ({ status, headers }) => status === 418 && headers["retry-after"] !== undefined,
  },
  { type: "neutral.quota", when: ({ status }) => status === 402 },
  { type: "neutral.geo_blocked", when: ({ status, text }) => status === 403 && GEO_TEXT.test(text) },
  { type: "neutral.rate_limited", when: ({ status, text }) => status === 403 && RATE_TEXT.test(text) },
  {
    type: "neutral.quota",
    when: ({ status, text }) => (status === 401 || status === 403) && (KEY_TEXT.test(text) || QUOTA_TEXT.test(text)),
  },
  // rippled behind a busy front: text, not JSON. A JSON 503 is the server's own and counts.
  {
    type: "neutral.rate_limited",
    when: ({ status, text, json }) => status === 503 && json === undefined && /\bserver is overloaded\b/i.test(text),
  },
];

/** Codes with which exchanges refuse for rate inside a 200: Crypto.com, Bybit (2), KuCoin, OKX (2), Binance, Bitget. */
const RATE_CODES: ReadonlySet<string> = new Set([
  "42901",
  "10006",
  "10018",
  "429000",
  "50011",
  "50061",
  "-1003",
  "429",
]);
const CODE_KEYS = ["code", "retCode", "ret_code", "error_code", "err_code"] as const;
const TEXT_KEYS = ["error", "errors", "msg", "message", "retMsg", "label"] as const;

function own(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, key)
    ? (json as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** `error: "text"`, Kraken's `error: ["EAPI:Rate limit exceeded"]`, or a message beside an error code. */
function topLevelTexts(json: unknown): string {
  return TEXT_KEYS.flatMap((key) => own(json, key))
    .filter((value) => typeof value === "string")
    .join(" ")
    .slice(0, 500);
}

function saysTooOften(json: unknown, words: RegExp): boolean {
  const codes = CODE_KEYS.map((key) => own(json, key)).filter((code) => code !== undefined);
  return codes.some((code) => RATE_CODES.has(String(code))) || words.test(topLevelTexts(json));
}

/** Rows for a body, whatever its status. */
const BY_BODY: readonly Row[] = [
  { type: "neutral.bot_challenge", when: isChallenge },
  { type: "neutral.quota", when: ({ status, json }) => status < 500 && QUOTA_TEXT.test(topLevelTexts(json)) },
  { type: "neutral.rate_limited", when: ({ status, json }) => status < 500 && saysTooOften(json, RATE_TEXT) },
  // A 503 is how some limits are said; one that complains of load is the server's own trouble and counts.
  { type: "neutral.rate_limited", when: ({ status, json }) => status === 503 && saysTooOften(json, PLAIN_RATE_TEXT) },
];

function ruleHolds(rule: NeutralRule, scene: Scene): boolean {
  if (rule.status === undefined && rule.body === undefined && rule.header === undefined) return false;
  if (rule.status !== undefined && !rule.status.includes(scene.status)) return false;
  if (rule.header !== undefined) {
    const value = scene.headers[rule.header.toLowerCase()];
    if (value === undefined) return false;
    if (rule.headerValue !== undefined && value.toLowerCase() !== rule.headerValue.toLowerCase()) return false;
  }
  return rule.body === undefined || patternHolds(rule.body, scene.text);
}

function patternHolds(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "i").test(text);
  } catch {
    return false;
  }
}

/**
 * The neutral meaning of an answer, or null when it has none. The check's own rules come first; then what the status
 * says, unless the check lists that status as an answer; then what the body says.
 */
export function classifyHttp(
  answer: HttpAnswer,
  expected: {
    readonly statuses: readonly number[];
    readonly json: boolean;
    readonly rules?: readonly NeutralRule[] | undefined;
  },
): NeutralClass | null {
  const { status, headers } = answer;
  const text = answer.bodyText.slice(0, SEARCHED);
  const scene: Scene = {
    status,
    headers,
    text,
    json: answer.json,
    expectsJson: expected.json,
    isHtml: isHtml(text, headers["content-type"]),
  };
  const listed = expected.statuses.includes(status);
  const type =
    expected.rules?.find((rule) => ruleHolds(rule, scene))?.type ??
    (listed && status !== 200 ? undefined : BY_BODY.find((row) => row.when(scene))?.type) ??
    (listed ? undefined : BY_STATUS.find((row) => row.when(scene))?.type);
  if (type === undefined) return null;
  return { outcome: "neutral", failureType: type, rawCode: scrubRawCode(`HTTP ${status}`) };
}

/**
 * How long a target asks us to stay away, in milliseconds, from `Retry-After` (RFC 9110, 10.2.3: seconds or a date), at
 * most a day; null when it does not say.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | null {
  const value = headers["retry-after"]?.trim();
  if (value === undefined || value === "") return null;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 86_400_000) : null;
}
