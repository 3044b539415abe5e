import type { FailureType } from "#domain/failure/failure.ts";
import {
  type ApplicationFault,
  type ConnectionFault,
  isApplicationFault,
  isConnectionFault,
  whyNot,
} from "#drill/world/fault-kinds.ts";

/** For each fault a check that shows it when it is ordered there: the world's tests order every one of them. */
export const EXAMPLES: Readonly<Record<ConnectionFault | ApplicationFault, string>> = {
  "dns.unreachable": "kraken/api/time",
  "dns.name_not_resolved": "kraken/api/time",
  "dns.failed": "kraken/api/time",
  "tcp.timed_out": "kraken/api/time",
  "tcp.closed": "kraken/api/time",
  "tcp.reset": "kraken/api/time",
  "tcp.refused": "kraken/api/time",
  "tls.version_or_cipher_mismatch": "kraken/api/time",
  "tls.bad_client_auth_cert": "kraken/api/time",
  "tls.cert.name_invalid": "kraken/api/time",
  "tls.cert.date_invalid": "kraken/api/time",
  "tls.cert.authority_invalid": "kraken/api/time",
  "tls.cert.invalid": "kraken/api/time",
  "tls.protocol.error": "kraken/api/time",
  "tls.failed": "kraken/api/time",
  moved: "kraken/api/time",
  "http.error": "infura/polygon/head",
  "http.protocol.error": "kraken/api/book",
  "http.response.invalid": "okx/api/book",
  "http.response.redirect_loop": "phantom/web/page",
  "http.response.timed_out": "binance/api/book",
  "payload.not_json": "coinbase/exchange/book",
  "payload.schema": "infura/polygon/head",
  "payload.rpc_error": "alchemy/ethereum/head",
  "payload.wrong_chain": "base/public-rpc/chain-id",
  "payload.stale": "infura/polygon/head",
  "payload.halted": "kraken/api/system-status",
  "neutral.rate_limited": "kraken/api/time",
  "neutral.geo_blocked": "binance/api/time",
  "neutral.quota": "infura/ethereum/head",
  "neutral.bot_challenge": "gemini/api/book",
  "ws.closed": "kraken/api/status-stream",
  "ws.silent": "publicnode/ethereum/new-heads",
  half_open: "binance/api/trade-stream",
  slow: "gemini/api/book",
};

/** The order that makes a running world show a failure type, or why there is none. */
export function orderFor(type: FailureType): { readonly order: string } | { readonly reason: string } {
  if (type === "neutral.vantage_down") return { order: "fail vantage:NAME" };
  if (isConnectionFault(type) || isApplicationFault(type)) return { order: `fail ${EXAMPLES[type]} ${type}` };
  return { reason: whyNot(type) };
}
