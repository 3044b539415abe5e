/** Short, safe texts for raw codes: what is stored for ever must hold no address, hash or key. */

const MAX_RAW_CODE = 80;

const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const IPV4 = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g;
const IPV6 = /\[?(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}\]?|\[?(?:[0-9a-f]{1,4}:)*:(?::?[0-9a-f]{1,4})+\]?/gi;
const HEX = /\b(?:0x)?[0-9a-f]{16,}\b/gi;
const TOKEN = /[A-Za-z0-9]{24,}/g;

/** One line of at most 80 characters without addresses, long hexadecimal numbers or anything that looks like a key. */
export function scrubRawCode(text: string): string {
  const clean = text
    .slice(0, 4 * MAX_RAW_CODE)
    .replace(CONTROL, " ")
    .replace(IPV4, "<address>")
    .replace(IPV6, "<address>")
    .replace(HEX, "<hex>")
    .replace(TOKEN, "<token>")
    .trim();
  if (clean.length <= MAX_RAW_CODE) return clean;
  // A cut through the middle of a surrogate pair would leave half a character, which Postgres refuses.
  return `${clean.slice(0, MAX_RAW_CODE - 1).replace(/\p{Cs}$/u, "")}…`;
}

/** Texts that refuse for being asked too often. `\b` matters: "failed to generate" holds the letters of "rate". */
export const RATE_TEXT =
  /\brate[ _-]?limit|\btoo many requests\b|\brequests? (?:limit|rate)\b|\brequests? per (?:second|minute|hour)\b|\bcompute units?\b|\bthrottl|\baccess too frequent\b|\btoo frequent|\bexcessive frequency\b|\bover capacity\b|\bcapacity exceeded\b|\bslow ?down\b|\btoo much load\b/i;

/** Those of them that speak of us alone, and not of a server under load, nor of one whose limiter is what fails. */
export const PLAIN_RATE_TEXT =
  /\brate[ _-]?limit(?:ed|ing|s)?\b(?!.{0,40}\b(?:unavailable|down|fail(?:ed|ure|s)?|errors?|timed? ?out|timeout|unreachable)\b)|\btoo many requests\b|\brequests? per (?:second|minute|hour)\b/i;

/** Texts that refuse because what we may use is used up. */
export const QUOTA_TEXT =
  /\bquota\b|\bpayment required\b|\bcredit limit\b|\b(?:daily|monthly) (?:request )?(?:limit|credits?)\b|\b(?:out of|insufficient) credits?\b|\bupgrade your plan\b/i;

/** Texts that refuse our key, or the lack of one. */
export const KEY_TEXT =
  /\b(?:invalid|missing|unknown|inactive|expired|no) (?:api|access|auth|project)[ _-]?(?:key|token|id)\b|\bapi[ _-]?key\b.{0,40}\b(?:required|invalid|missing|not (?:valid|allowed|found))\b|\bproject id\b|\bunauthori[sz]ed\b/i;

/** Texts that refuse the country we ask from; the last is Cloudflare's number for it. */
export const GEO_TEXT =
  /\brestricted (?:location|country|region|jurisdiction|territor)|\bblock(?:ed)? access from your (?:country|region)|\b(?:not|un) ?available (?:in|for|from) (?:your|this) (?:country|region|location|jurisdiction)|\bunavailable (?:in|for|from) (?:your|this) (?:country|region|location)|\byour (?:country|region|jurisdiction) is (?:not supported|restricted|blocked)|\bgeo-?(?:block|restrict|fenc)|^error code: 1009\b/i;

/** Marks of an interstitial that asks a browser to prove itself. */
export const CHALLENGE_TEXT =
  /cdn-cgi\/challenge-platform|cf[-_]chl|just a moment\.\.\.|attention required! \| cloudflare|checking your browser|verify you are (?:a )?human|captcha/i;

/** True for a document that a browser was meant to see. */
export function isHtml(bodyText: string, contentType: string | undefined): boolean {
  return /\btext\/html\b/i.test(contentType ?? "") || /^\s*(?:<!doctype html|<html)\b/i.test(bodyText.slice(0, 512));
}
