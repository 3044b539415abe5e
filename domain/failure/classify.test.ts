import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NeutralRule } from "#domain/check/spec.ts";
import { classifyHttp, type HttpAnswer, retryAfterMs } from "#domain/failure/classify.ts";
import { scrubRawCode } from "#domain/failure/classify-text.ts";

function answer(status: number, body: unknown = "", headers: Record<string, string> = {}): HttpAnswer {
  return typeof body === "string"
    ? { status, headers, bodyText: body, json: undefined }
    : { status, headers, bodyText: JSON.stringify(body), json: body };
}

const classify = (given: HttpAnswer, rules: NeutralRule[] = [], statuses: number[] = [200]) =>
  classifyHttp(given, { statuses, json: true, rules })?.failureType ?? null;

const HTML = "<!DOCTYPE html><html><head><title>Oops</title></head></html>";
const CHALLENGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>";
const CLOUDFLARE = { server: "cloudflare", "content-type": "text/html; charset=UTF-8" };

describe("classifyHttp", () => {
  it.each<[string, HttpAnswer, string | null]>([
    ["451", answer(451), "neutral.geo_blocked"],
    [
      "Binance's 451",
      answer(451, { code: 0, msg: "Service unavailable from a restricted location" }),
      "neutral.geo_blocked",
    ],
    ["403 restricted location", answer(403, "restricted location"), "neutral.geo_blocked"],
    [
      "CloudFront's country block",
      answer(403, "The Amazon CloudFront distribution is configured to block access from your country."),
      "neutral.geo_blocked",
    ],
    ["Cloudflare's 1009", answer(403, "error code: 1009", { server: "cloudflare" }), "neutral.geo_blocked"],
    ["403 not available in your region", answer(403, { msg: "Not available in your region." }), "neutral.geo_blocked"],
    ["429", answer(429), "neutral.rate_limited"],
    ["418 with Retry-After", answer(418, "", { "retry-after": "120" }), "neutral.rate_limited"],
    ["418 alone", answer(418), null],
    ["402", answer(402), "neutral.quota"],
    ["Bybit's 403", answer(403, "403, access too frequent"), "neutral.rate_limited"],
    ["401 invalid api key", answer(401, { error: { message: "Invalid API Key." } }), "neutral.quota"],
    ["401 project id", answer(401, "invalid project id"), "neutral.quota"],
    ["403 unauthorized", answer(403, { error: "Unauthorized" }), "neutral.quota"],
    ["403 and no word why", answer(403, "Forbidden"), null],
    ["401 and no word why", answer(401, ""), null],
    ["rippled's overload", answer(503, "503 Service Unavailable\n\nServer is overloaded"), "neutral.rate_limited"],
    ["an overload said in JSON", answer(503, { info: "Server is overloaded" }), null],
    ["a limit inside 503", answer(503, { error: "rate limit exceeded" }), "neutral.rate_limited"],
    ["a limit's code inside 503", answer(503, { code: -1003 }), "neutral.rate_limited"],
    ["a throttled server's 503", answer(503, { message: "over capacity" }), null],
    ["a 503 by a limiter that is down", answer(503, { error: "Rate limiter unavailable" }), null],
    [
      "a 503 for want of its limits",
      answer(503, { message: "could not read rate limits: connection timed out" }),
      null,
    ],
    ["a 503 of a service for limits", answer(503, { message: "rate-limit service error" }), null],
    ["one who is limited, by 503", answer(503, { message: "You are being rate limited" }), "neutral.rate_limited"],
    ["a limit that is reached, by 503", answer(503, { msg: "API rate limits reached" }), "neutral.rate_limited"],
    ["any other 503", answer(503, "Service Unavailable"), null],
    ["cf-mitigated", answer(403, HTML, { "cf-mitigated": "challenge" }), "neutral.bot_challenge"],
    ["cf-mitigated with 503", answer(503, HTML, { "cf-mitigated": "challenge" }), "neutral.bot_challenge"],
    ["AWS WAF's challenge", answer(202, "", { "x-amzn-waf-action": "challenge" }), "neutral.bot_challenge"],
    ["AWS WAF's captcha", answer(405, HTML, { "x-amzn-waf-action": "captcha" }), "neutral.bot_challenge"],
    ["Cloudflare's HTML with 200", answer(200, HTML, CLOUDFLARE), "neutral.bot_challenge"],
    ["Cloudflare's HTML with 403", answer(403, HTML, CLOUDFLARE), "neutral.bot_challenge"],
    ["an interstitial with 503", answer(503, CHALLENGE, CLOUDFLARE), "neutral.bot_challenge"],
    // 2025-11-18: Cloudflare's own error pages are an outage, whoever's fault.
    ["Cloudflare's 500 page", answer(500, HTML, CLOUDFLARE), null],
    ["Cloudflare's 502 page", answer(502, HTML, CLOUDFLARE), null],
    ["Cloudflare's 503 page", answer(503, HTML, CLOUDFLARE), null],
    ["Cloudflare's 522 page", answer(522, HTML, CLOUDFLARE), null],
    ["somebody else's HTML", answer(200, HTML, { server: "nginx" }), null],
    ["JSON through Cloudflare", answer(200, { ok: true }, { server: "cloudflare" }), null],
    ["Crypto.com 42901", answer(200, { code: 42901 }), "neutral.rate_limited"],
    ["Bybit 10006", answer(200, { retCode: 10006, retMsg: "Too many visits" }), "neutral.rate_limited"],
    ["KuCoin 429000", answer(200, { code: "429000", msg: "too many requests" }), "neutral.rate_limited"],
    ["OKX 50011", answer(200, { code: "50011", msg: "Rate limit reached" }), "neutral.rate_limited"],
    ["Kraken EAPI", answer(200, { error: ["EAPI:Rate limit exceeded"] }), "neutral.rate_limited"],
    ["Kraken EGeneral", answer(200, { error: ["EGeneral:Too many requests"] }), "neutral.rate_limited"],
    ["a quota inside 200", answer(200, { error: "monthly quota used up" }), "neutral.quota"],
    ["Kraken's outage", answer(200, { error: ["EService:Unavailable"] }), null],
    ["a plain answer", answer(200, { code: "0", msg: "" }), null],
    ["500", answer(500), null],
  ])("%s", (_name, given, expected) => {
    expect(classify(given)).toBe(expected);
  });

  it("a status that the check lists is an answer, not a block", () => {
    expect(classify(answer(403, HTML, CLOUDFLARE), [], [200, 403])).toBeNull();
    expect(classify(answer(401, "invalid project id"), [], [401])).toBeNull();
    expect(classify(answer(451), [], [451])).toBeNull();
  });

  it("HTML that was asked for is no wall", () => {
    const page = answer(200, HTML, CLOUDFLARE);
    expect(classifyHttp(page, { statuses: [200], json: false })).toBeNull();
  });

  it("the check's own rules come first, and need every condition they name", () => {
    const rule: NeutralRule = {
      type: "neutral.quota",
      status: [400, 429],
      body: "daily",
      header: "X-Plan",
      headerValue: "FREE",
    };
    const headers = { "x-plan": "free" };
    expect(classify(answer(429, "DAILY cap", headers), [rule])).toBe("neutral.quota");
    expect(classify(answer(429, "cap", headers), [rule])).toBe("neutral.rate_limited");
    expect(classify(answer(500, "daily", headers), [rule])).toBeNull();
    expect(classify(answer(400, "daily", {}), [rule])).toBeNull();
    expect(classify(answer(400, "x"), [{ type: "neutral.quota" }])).toBeNull();
    expect(classify(answer(400, "x"), [{ type: "neutral.quota", body: "(" }])).toBeNull();
  });

  it("is total", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.string(),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.string()),
        (status, bodyText, json, headers) => {
          const found = classifyHttp({ status, bodyText, json, headers }, { statuses: [200], json: true });
          expect(found === null || found.rawCode.length <= 80).toBe(true);
        },
      ),
    );
  });
});

describe("retryAfterMs", () => {
  const now = Date.UTC(2026, 0, 1);
  it.each<[string | undefined, number | null]>([
    ["120", 120_000],
    ["0", 0],
    ["999999999", 86_400_000],
    ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["soon", null],
    ["", null],
    [undefined, null],
  ])("%j is %j", (value, ms) => {
    expect(retryAfterMs(value === undefined ? {} : { "retry-after": value }, now)).toBe(ms);
  });
});

describe("scrubRawCode", () => {
  it.each([
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
    ["rpc -32005, 42 slots behind", "rpc -32005, 42 slots behind"],
    ["$.result.*.bids book_uncrossed", "$.result.*.bids book_uncrossed"],
    ["connect 203.0.113.7:443", "connect <address>"],
    ["connect 2001:db8::17 failed", "connect <address> failed"],
    ["EAPI:Rate limit exceeded", "EAPI:Rate limit exceeded"],
    ["hash 0x8f3a0b1c2d3e4f5061728394a5b6c7d8", "hash <hex>"],
    ["key AbCdEfGh1234567890ijklMNOP", "key <token>"],
    ["a\u0000b\nc", "a b c"],
  ])("%j is shown as %j", (text, shown) => {
    expect(scrubRawCode(text)).toBe(shown);
  });

  it("is one line of at most 80 characters, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        const shown = scrubRawCode(text);
        expect(shown.length).toBeLessThanOrEqual(80);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
