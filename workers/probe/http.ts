import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { HttpRequest, JsonRpcRequest } from "#domain/check/spec.ts";
import { follow } from "#workers/probe/follow.ts";
import { NotReady, type Probe, type ProbeContext, type ProbeReport } from "#workers/probe/probe.ts";
import { reportHop, reportUnavailable } from "#workers/probe/report.ts";
import { prepare } from "#workers/probe/request.ts";

/** Makes, sends and judges one request over HTTP: all that http and json-rpc checks have in common. */
export async function ask(
  located: LocatedCheck,
  request: HttpRequest | JsonRpcRequest,
  context: ProbeContext,
): Promise<ProbeReport | NotReady> {
  const prepared = prepare(located, request, context);
  if (prepared instanceof NotReady) return prepared;
  if ("reason" in prepared) return reportUnavailable(prepared);
  const { redirects = 0, maxBodyBytes = context.limits.bodyBytes } = request.probe === "http" ? request : {};
  const limits = { ...context.limits, bodyBytes: maxBodyBytes };
  const hop = await follow(prepared.hop, redirects, limits, context);
  return reportHop(located, prepared, hop, maxBodyBytes, context);
}

/** A plain HTTP request: JSON or text. */
export const probeHttp: Probe = (located, context) => {
  const { request } = located.check;
  if (request.probe !== "http") throw new TypeError(`${located.id} is no http check`);
  return ask(located, request, context);
};
