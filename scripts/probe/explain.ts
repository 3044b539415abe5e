import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { Outcome } from "#domain/failure/failure.ts";
import type { Timings } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";
import type { ProbeReport } from "#workers/probe/probe.ts";

/** A probe in words, for a terminal: plain text, aligned, coloured only where that is welcome. */

export interface Style {
  readonly good: (text: string) => string;
  readonly fair: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain = (text: string) => text;
const ansi = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

export const PLAIN: Style = { good: plain, fair: plain, bad: plain, faint: plain };
export const COLOUR: Style = { good: ansi(32), fair: ansi(33), bad: ansi(31), faint: ansi(2) };

const LABEL = 10;
const BAR = 40;
const DAY_MS = 86_400_000;

export function painted(outcome: Outcome, style: Style): (text: string) => string {
  if (outcome === "ok") return style.good;
  if (outcome === "failed") return style.bad;
  return outcome === "degraded" ? style.fair : style.faint;
}

/** What came from a target may hold anything, and a terminal obeys: control characters are taken out. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, "");
}

const line = (label: string, text: string) => `${label.padEnd(LABEL)}${text}`.trimEnd();
const ms = (value: number) => `${value.toFixed(1)} ms`;

const PARTS: readonly (readonly [string, keyof Timings])[] = [
  ["dns", "dnsMs"],
  ["connect", "connectMs"],
  ["tls", "tlsMs"],
  ["wait", "waitMs"],
  ["download", "downloadMs"],
];

/** Why a part took no time: there was nothing to do, or the probe did not come so far. */
function absence(key: keyof Timings, { address, timings }: ProbeReport["result"]): string {
  if (key === "dnsMs" && address !== null) return "no lookup: an address";
  return key === "tlsMs" && timings.waitMs !== null ? "no TLS" : "not reached";
}

/** One bar for each part, each beginning where the one before it ended. A question for a name has one part. */
function waterfall(result: ProbeReport["result"], isName: boolean, style: Style): string[] {
  const { timings } = result;
  const scale = timings.totalMs > 0 ? BAR / timings.totalMs : 0;
  let passed = 0;
  const bars = PARTS.filter(([, key]) => key === "dnsMs" || !isName).map(([name, key]) => {
    const value = timings[key];
    if (value === null) return line("", `${name.padEnd(9)}${"-".padStart(10)}  ${style.faint(absence(key, result))}`);
    const from = Math.min(BAR - 1, Math.floor(passed * scale));
    const width = Math.max(1, Math.min(BAR - from, Math.round(value * scale)));
    passed += value;
    return line("", `${name.padEnd(9)}${ms(value).padStart(10)}  ${" ".repeat(from)}${"█".repeat(width)}`);
  });
  const [first = "", ...rest] = [...bars, line("", `${"total".padEnd(9)}${ms(timings.totalMs).padStart(10)}`)];
  return [`${"timings".padEnd(LABEL)}${first.slice(LABEL)}`, ...rest];
}

function tlsLine({ tls, result }: ProbeReport, now: EpochMs): string[] {
  const { certExpiresAt } = result;
  if (tls === null && certExpiresAt === null) return [];
  const days = certExpiresAt === null ? null : Math.floor((certExpiresAt - now) / DAY_MS);
  const date = certExpiresAt === null ? "" : new Date(certExpiresAt).toISOString().slice(0, 10);
  const expiry = days === null ? "" : days < 0 ? `expired on ${date}` : `valid until ${date} (${days} days)`;
  return [line("TLS", [tls ?? "no handshake", expiry && `certificate ${expiry}`].filter(Boolean).join(", "))];
}

function answerLine({ result }: ProbeReport): string {
  if (result.httpStatus === null) return line("answer", "none");
  const bytes = result.bodyBytes === null ? "" : `, ${result.bodyBytes} bytes`;
  return line("answer", `HTTP/${result.httpVersion ?? "?"} ${result.httpStatus}${bytes}`);
}

/** Label on the first line, nothing on the others. */
function block(label: string, lines: readonly string[]): string[] {
  return lines.map((text, index) => line(index === 0 ? label : "", text));
}

/** Why an outcome is what it is: the type, where it happened, and the code behind it. */
export function reason({ result }: ProbeReport): string {
  if (result.failureType === null) return "";
  const code = result.rawCode === null ? "" : `: ${result.rawCode}`;
  return `${result.failureType} in phase ${result.phase ?? "application"}${code}`;
}

/** Everything a report holds, in lines. */
export function explain(located: LocatedCheck, report: ProbeReport, now: EpochMs, style: Style): string[] {
  const { result } = report;
  const facts = Object.entries(result.facts).map(([name, value]) => `${name} ${printable(String(value))}`);
  const headers = report.responseHeaders.map(([name, value]) => printable(`${name}: ${value}`).slice(0, 160));
  const width = Math.max(0, ...report.assertions.map(({ text }) => text.length));
  const assertions = report.assertions.map(({ ok, text, found }) => {
    const mark = ok ? style.good("ok  ") : style.bad("FAIL");
    return `${mark}  ${printable(text).padEnd(Math.min(60, width))}  ${style.faint("found")} ${printable(found)}`;
  });
  const twice = result.attempts === 2 ? ", at the second attempt" : "";
  const isName = located.check.request.probe === "dns";
  const lines = (report.bodyStart ?? "").split("\n").map(printable);
  const body = result.outcome === "ok" || isName ? [] : lines.slice(0, 8);
  return [
    located.id,
    line("proves", located.check.proves),
    line("request", report.requestLine),
    line("address", result.address ?? "none"),
    ...tlsLine(report, now),
    ...(isName ? block("answers", lines.slice(0, 14)) : [answerLine(report)]),
    ...waterfall(result, isName, style),
    ...block("headers", headers),
    ...block("asserts", assertions),
    ...block("facts", facts),
    ...block(
      "body",
      body.map((text) => text.slice(0, 160)).filter((text) => text !== ""),
    ),
    line("outcome", painted(result.outcome, style)(`${result.outcome}${twice}`)),
    ...block("why", result.failureType === null ? [] : [reason(report)]),
  ];
}
