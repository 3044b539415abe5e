import { assertionName, pathsOf, readAt } from "#domain/check/assertion.ts";
import { type Fault, fault } from "#domain/check/fault.ts";
import type { Assertion, CheckSpec } from "#domain/check/spec.ts";

/** Fields that say whether a call worked, not in which mode the market is. */
const ENVELOPE = /^\$\.(?:code|retCode|ret_code|jsonrpc|success|error|errors|id)$/;
/** Re-opening happens in steps: an exchange in one of these takes some orders. */
const PARTIAL_MODE = /^(?:cancel|post|limit|reduce|maker)[_ -]?only$|^(?:pre_?open|auction(?:_mode)?)$/i;

const MODE_OPS: ReadonlySet<Assertion["op"]> = new Set([
  "eq",
  "in",
  "eq_json",
  "is_null",
  "len_eq",
  "regex",
  "abi_word_eq",
]);

/** What a failed assertion means, from what the check is for and what was found instead. */
export function meaning(check: CheckSpec, assertion: Assertion, root: unknown): Fault {
  const name = assertionName(assertion);
  if (assertion.op === "changes_within_s") return fault("payload.stale", name);
  // An older answer than the last one is what a cluster with a node behind gives: an answer still.
  if (assertion.op === "not_decreasing") return fault("payload.stale", name, "degraded");
  const path = pathsOf(assertion)[0] ?? "";
  const found = readAt(path, root);
  const told = found !== undefined && found !== null && MODE_OPS.has(assertion.op) && !ENVELOPE.test(path);
  if (!told) return fault("payload.schema", name);
  if (check.signal === "identity") return fault("payload.wrong_chain", name);
  if (check.signal === "sync") return fault("payload.stale", name);
  const mode = ["trading_mode", "self_declared_status", "sequencer"].includes(check.signal);
  if (!mode && path !== check.facts?.mode) return fault("payload.schema", name);
  const key = /([A-Za-z_]+)$/.exec(path)?.[1] ?? "";
  const partial =
    PARTIAL_MODE.test(typeof found === "string" ? found : "") || (found === true && PARTIAL_MODE.test(key));
  return fault("payload.halted", name, partial ? "degraded" : "failed");
}
