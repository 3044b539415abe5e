import type { PathPart, Reporter } from "#catalog/problem.ts";
import { isSlug, NO_SLUG } from "#catalog/slug.ts";
import { urlProblems, variablesIn } from "#catalog/verify-url.ts";
import { verifyAssertion } from "#domain/check/assertion.ts";
import { type LocatedCheck, neededEnv } from "#domain/check/flatten.ts";
import { parsePath } from "#domain/check/path.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import type { CheckSpec, DnsRequest, Freshness } from "#domain/check/spec.ts";

/** What a check is verified against: everything else in the catalog. */
export interface Surroundings {
  readonly checks: ReadonlyMap<string, LocatedCheck>;
  readonly chains: ReadonlyMap<string, ChainSpec>;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function attempt(report: Reporter, action: () => unknown, ...path: PathPart[]): void {
  try {
    action();
  } catch (error) {
    report(reason(error), ...path);
  }
}

/** Every string in a JSON value that is exactly one `{variable}`. */
function wholeVariables(value: unknown): string[] {
  if (typeof value === "string") return /^\{[A-Za-z]\w*\}$/.test(value) ? variablesIn(value) : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(wholeVariables);
}

function verifyVariables({ id, check }: LocatedCheck, checks: Surroundings["checks"], report: Reporter): void {
  const { request } = check;
  if (request.probe === "dns") return;
  const payload =
    request.probe === "http" ? request.body : request.probe === "json-rpc" ? request.params : request.send;
  const used = new Set([...variablesIn(request.url), ...wholeVariables(payload)]);
  for (const name of used) {
    if (!Object.hasOwn(request.variables ?? {}, name)) report(`{${name}} is not declared in variables`, "request");
  }
  for (const [name, variable] of Object.entries(request.variables ?? {})) {
    const at = ["request", "variables", name] as const;
    if (!used.has(name)) report(`{${name}} is declared but never used`, ...at);
    const source = checks.get(variable.from);
    if (!source) report(`there is no check ${variable.from}`, ...at, "from");
    else if (variable.from === id) report("a check cannot wait for itself", ...at, "from");
    else if (!source.check.facts?.head_number) report(`${variable.from} reads no head_number`, ...at, "from");
    else if (source.check.tier === "disabled") report(`${variable.from} is disabled`, ...at, "from");
  }
}

/** A host name as DNS has it: labels of letters, digits, underscores and inner hyphens, and no address. */
const HOST_NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?!\d+$)[a-z0-9-]{2,63}$/;

function verifyQuestion({ name, resolvers }: DnsRequest, isCore: boolean, report: Reporter): void {
  if (!HOST_NAME.test(name)) report("must be a host name in lower case, without a dot at its end", "request", "name");
  if (resolvers?.length === 0) report("must not be empty: leave it out for the vantage's own", "request", "resolvers");
  if (new Set(resolvers).size < (resolvers ?? []).length) report("names a resolver twice", "request", "resolvers");
  if (isCore && new Set(resolvers).size < 2) {
    report("a core check asks two resolvers at least: one cannot tell its own trouble from the name's", "request");
  }
}

function verifyRequest({ check }: LocatedCheck, report: Reporter): void {
  const { request, status } = check;
  if (status) {
    if (status.length === 0) report("must not be empty: leave it out for 200", "status");
    if (new Set(status).size < status.length) report("names a status twice", "status");
    if (request.probe === "websocket" || request.probe === "dns") report(`${request.probe} has no status`, "status");
  }
  if (request.probe === "dns") {
    verifyQuestion(request, check.tier === "core", report);
    return;
  }
  const scheme = request.probe === "websocket" ? "wss" : "https";
  for (const problem of urlProblems(request.url, scheme)) report(problem, "request", "url");
  if (request.probe === "http" && request.method === "GET" && request.body !== undefined) {
    report("GET has no body", "request", "body");
  }
}

function verifyFreshness(rule: Freshness, report: Reporter): void {
  attempt(report, () => parsePath(rule.path), "freshness", "path");
  if (rule.warnS !== undefined && rule.critS !== undefined && rule.warnS > rule.critS) {
    report("warns later than it fails", "freshness", "warnS");
  }
  if ((rule.unit === "abi_word_epoch_s") !== (rule.index !== undefined)) {
    report("index belongs to unit abi_word_epoch_s, and to no other", "freshness", "index");
  }
  if ((rule.unit === "sequence") !== (rule.fact === "sequence")) {
    report("unit sequence and fact sequence belong together", "freshness", "unit");
  }
}

function verifyPaths(check: CheckSpec, report: Reporter): void {
  check.assertions.forEach((assertion, index) => {
    attempt(report, () => verifyAssertion(assertion), "assertions", index);
  });
  if (check.freshness) verifyFreshness(check.freshness, report);
  for (const [fact, path] of Object.entries(check.facts ?? {})) attempt(report, () => parsePath(path), "facts", fact);
  check.neutral?.forEach(({ body, header, headerValue, status }, index) => {
    if (body !== undefined) attempt(report, () => new RegExp(body, "i"), "neutral", index, "body");
    if (body === undefined && header === undefined && status === undefined) {
      report("a neutral rule without condition would excuse everything", "neutral", index);
    }
    if (headerValue !== undefined && header === undefined) report("headerValue needs header", "neutral", index);
  });
}

function verifyChain({ check, component }: LocatedCheck, chains: Surroundings["chains"], report: Reporter): void {
  const { chain } = check;
  if (chain !== undefined) {
    if (!chains.has(chain)) report(`there is no chain ${chain} in catalog/chains.ts`, "chain");
    if (component.chain !== chain) report(`the component serves ${component.chain ?? "no chain"}`, "chain");
    if (!check.facts?.head_number) report("a check that reports a chain's head needs facts.head_number", "chain");
  }
  const chainId = chains.get(component.chain ?? "")?.chainId;
  if (check.expectsChainId !== undefined) {
    if (check.signal !== "identity") report("only an identity check expects a chain id", "expectsChainId");
    if (chainId != null && Number(check.expectsChainId) !== chainId) {
      report(`${component.chain} has chain id ${chainId}`, "expectsChainId");
    }
  }
  if (check.agreement && !check.facts?.head_hash) report("agreement needs facts.head_hash", "agreement");
}

/** Everything that can be wrong with one check beyond its form. */
export function verifyCheck(located: LocatedCheck, { checks, chains }: Surroundings, report: Reporter): void {
  const { check, service } = located;
  if (!isSlug(check.slug)) report(NO_SLUG, "slug");
  if (check.intervalS < 20) report("no target is asked more often than every 20 s", "intervalS");
  verifyRequest(located, report);
  verifyVariables(located, checks, report);
  verifyPaths(check, report);
  verifyChain(located, chains, report);
  if (check.vital && check.tier !== "core") report("only a core check can be vital", "vital");
  if (check.tier === "optional" && neededEnv(check).length === 0) {
    report("an optional check runs only with a key, and this one needs none", "tier");
  }
  if (service.lifecycle.state === "retired" && check.tier !== "disabled") {
    report("a retired service has only disabled checks", "tier");
  }
  if (service.lifecycle.state === "uncertain" && check.tier === "core") {
    report("an uncertain service has no core checks until it is proven", "tier");
  }
}
