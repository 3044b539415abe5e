import type { Common } from "#catalog/templates.ts";
import type { Assertion, CheckSpec, Freshness, HttpRequest } from "#domain/check/spec.ts";

type Age = Pick<Freshness, "path" | "unit"> & Partial<Pick<Freshness, "warnS" | "critS" | "note">>;

interface Call {
  readonly url: string;
  /** Sent as JSON by POST; without it the request is a GET. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBodyBytes?: number;
}

/** The request of a check, and the rest of its options. */
function split<T extends Call>(options: T): [HttpRequest, Omit<T, keyof Call>] {
  const { url, body, headers, maxBodyBytes, ...rest } = options;
  const request: HttpRequest = {
    probe: "http",
    method: body === undefined ? "GET" : "POST",
    url,
    format: "json",
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body }),
    ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }),
  };
  return [request, rest];
}

/** The venue's clock. It is often served from memory: green here says nothing about the market. */
export function serverTime(
  options: Common & Call & Pick<Age, "path" | "unit"> & { readonly assertions?: readonly Assertion[] },
): CheckSpec {
  const [request, { path, unit, assertions, ...rest }] = split(options);
  return {
    slug: "time",
    proves: "The API answers and its clock is right; says nothing about trading",
    signal: "reachability",
    tier: "core",
    intervalS: 60,
    request,
    assertions: assertions ?? [{ op: "exists", path }],
    freshness: {
      fact: "clock_offset_s",
      path,
      unit,
      // Beyond what a vantage's own clock may be off (domain/clock-skew.ts): ours is no fault of theirs.
      warnS: 15,
      critS: 60,
      note: "A large offset is a wrong clock or an answer from a cache.",
    },
    ...rest,
  };
}

/** The order book of the main pair: both sides there, not crossed, and recent where the answer carries a time. */
export function orderBook(
  options: Common &
    Call & {
      readonly bids: string;
      readonly asks: string;
      readonly also?: readonly Assertion[];
      readonly age?: Age;
      /** The venue's own book is crossed now and then, and says nothing by it. */
      readonly mayCross?: boolean;
    },
): CheckSpec {
  const [request, { bids, asks, also = [], age, mayCross = false, ...rest }] = split(options);
  return {
    slug: "book",
    proves: mayCross ? "The order book has both sides" : "The order book has both sides and is not crossed",
    signal: "market_data",
    tier: "core",
    vital: true,
    intervalS: 60,
    request,
    assertions: [
      { op: "len_gte", path: bids, value: 1 },
      { op: "len_gte", path: asks, value: 1 },
      ...(mayCross ? [] : [{ op: "book_uncrossed", bids, asks } as const]),
      ...also,
    ],
    ...(age ? { freshness: { fact: "data_age_s", ...age } } : {}),
    ...rest,
  };
}

/** The newest trade of the main pair is recent: the only proof that the market moves. */
export function latestTrade(
  options: Common &
    Call & {
      readonly path: string;
      readonly unit: Freshness["unit"];
      readonly warnS: number;
      readonly critS: number;
      readonly assertions: readonly Assertion[];
    },
): CheckSpec {
  const [request, { path, unit, warnS, critS, ...rest }] = split(options);
  return {
    slug: "trades",
    proves: "The market moves: the newest BTC trade is recent",
    signal: "market_liveness",
    tier: "core",
    intervalS: 60,
    request,
    freshness: {
      fact: "last_trade_age_s",
      path,
      unit,
      warnS,
      critS,
      note: "Starting limits, to be learned per venue.",
    },
    ...rest,
  };
}

/** The mode of the BTC market in the venue's own words. */
export function tradingMode(
  options: Common & Call & { readonly mode: string; readonly assertions: readonly Assertion[] },
): CheckSpec {
  const [request, { mode, ...rest }] = split(options);
  return {
    slug: "mode",
    proves: "The BTC market is open for trading, not halted, cancel-only or post-only",
    signal: "trading_mode",
    tier: "core",
    intervalS: 120,
    request,
    facts: { mode },
    ...rest,
  };
}

/** What the venue declares about itself. */
export function declaredStatus(
  options: Common &
    Call & {
      readonly mode?: string;
      readonly assertions: readonly Assertion[];
      readonly freshness?: Freshness;
    },
): CheckSpec {
  const [request, { mode, ...rest }] = split(options);
  return {
    slug: "system-status",
    proves: "The venue itself says that it is open",
    signal: "self_declared_status",
    tier: "core",
    intervalS: 60,
    request,
    ...(mode ? { facts: { mode } } : {}),
    ...rest,
  };
}
