import type { CheckSpec } from "#domain/check/spec.ts";
import { networkFault } from "#domain/failure/cdn.ts";
import type { HttpAnswer } from "#domain/failure/classify.ts";
import { readRpcError } from "#domain/failure/classify-rpc.ts";
import type { Facts } from "#domain/measurement.ts";

/** What is kept of a status that is no answer to its check: `HTTP 503`, and what else the answer says of the error. */
export function refusedStatus(
  { request }: CheckSpec,
  { status, headers, bodyText, json }: HttpAnswer,
): { readonly rawCode: string; readonly facts: Facts } {
  const error = request.probe === "json-rpc" ? readRpcError(request.family, json) : null;
  const told = networkFault(status, headers, bodyText);
  const rawCode = [
    `HTTP ${status}`,
    ...(error?.code == null ? [] : [`rpc ${error.code}`]),
    ...(told === null ? [] : [`${told.network} ${told.part}`]),
  ].join(", ");
  return { rawCode, facts: told === null ? {} : { network_part: told.part } };
}
