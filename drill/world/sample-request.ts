import { sign } from "node:crypto";
import { type LocatedCheck, neededEnv } from "#domain/check/flatten.ts";
import type { CheckRequest, RequestVariable } from "#domain/check/spec.ts";
import type { EpochMs } from "#domain/time.ts";
import { fillIn } from "#drill/world/env.ts";
import { privateKeyOf } from "#drill/world/keys.ts";
import type { Plan } from "#drill/world/plan.ts";
import { readRequest, SOCKET, type WorldRequest } from "#drill/world/request.ts";

/** Values for `{name}` in a request. */
type Values = Readonly<Record<string, string | number>>;

function asked(variable: RequestVariable, head: number): string | number {
  const value = head + variable.offset;
  if (variable.as === "number") return value;
  return variable.as === "hex" ? `0x${value.toString(16)}` : String(value);
}

function fillText(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function fillJson(value: unknown, values: Values): unknown {
  if (typeof value === "string") {
    const name = /^\{(\w+)\}$/.exec(value)?.[1];
    return name === undefined ? value : (values[name] ?? value);
  }
  if (Array.isArray(value)) return value.map((one) => fillJson(one, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillJson(one, values)]));
}

function bodyOf(request: CheckRequest, values: Values): string {
  if (request.probe === "json-rpc") {
    const { method, params, family } = request;
    const version = family === "rippled" ? {} : { jsonrpc: family === "bitcoin" ? "1.0" : "2.0", id: 1 };
    return JSON.stringify({ ...version, method, params: fillJson(params, values) });
  }
  const sent = request.probe === "http" ? request.body : request.probe === "websocket" ? request.send : undefined;
  if (sent === undefined) return "";
  return typeof sent === "string" ? sent : JSON.stringify(fillJson(sent, values));
}

function methodOf(request: CheckRequest): string {
  if (request.probe === "websocket") return SOCKET;
  return request.probe === "http" ? request.method : "POST";
}

function signature(
  request: CheckRequest,
  plan: Plan,
  target: string,
  text: string,
  now: EpochMs,
): Record<string, string> {
  if (request.probe !== "http" || !request.sign) return {};
  const key = plan.env[request.sign.keyEnv] ?? "";
  const timestamp = String(Math.floor(now / 1000));
  const privateKey = privateKeyOf(plan.env[request.sign.secretEnv] ?? "");
  const message = Buffer.from(`${key}${timestamp}${target}${request.method}${text}`);
  return {
    "x-api-key": key,
    "x-timestamp": timestamp,
    "x-signature": sign(null, message, privateKey).toString("base64"),
  };
}

/**
 * The request that a check would send, without sending it: the world rehearses a fault on it before it accepts the fault.
 * Null for checks that only resolve a name. `headOf` gives the head that a variable stands for.
 */
export function sampleRequest(
  { check, service }: LocatedCheck,
  plan: Plan,
  now: EpochMs,
  headOf: (checkId: string) => number,
): WorldRequest | null {
  const { request } = check;
  if (request.probe === "dns") return null;
  const missing = neededEnv(check).filter((name) => plan.env[name] === undefined);
  if (missing.length > 0) throw new Error(`${service.slug}: the world has no value for ${missing.join(", ")}`);
  const values = Object.fromEntries(
    Object.entries(request.variables ?? {}).map(([name, variable]) => [name, asked(variable, headOf(variable.from))]),
  );
  const url = new URL(fillText(fillIn(request.url, plan.env), values));
  const target = `${url.pathname}${url.search}`;
  const text = bodyOf(request, values);
  const own = request.probe === "http" ? (request.headers ?? {}) : {};
  const headers = {
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name.toLowerCase(), fillIn(value, plan.env)])),
    ...signature(request, plan, target, text, now),
  };
  return readRequest(url.hostname, { method: methodOf(request), url: target, headers }, text);
}
