import { verify } from "node:crypto";
import { type Answer, json, routes, type StandIn } from "#drill/world/answers/answer.ts";
import { iso, price, size } from "#drill/world/answers/exchanges/spelling.ts";
import { publicKeyOf } from "#drill/world/keys.ts";
import type { WorldRequest } from "#drill/world/request.ts";

/** A signature is good for 30 seconds. */
const MAX_SKEW_S = 30;

const header = (request: WorldRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
};

function refuse(detail: string): Answer {
  return json({ type: "client_error", errors: [{ detail, attr: null }] }, 401);
}

/**
 * Robinhood's crypto API. It checks the signature as the real one does: key, time, path, method and body under Ed25519,
 * so that the product's signing is proved too.
 */
export function robinhood(key: string, seedBase64: string): StandIn {
  const publicKey = publicKeyOf(seedBase64);
  const isSigned = (request: WorldRequest, nowS: number): boolean => {
    const timestamp = header(request, "x-timestamp");
    if (Math.abs(nowS - Number(timestamp)) > MAX_SKEW_S) return false;
    const message = `${key}${timestamp}${request.target}${request.method}${request.text}`;
    return verify(null, Buffer.from(message), publicKey, Buffer.from(header(request, "x-signature"), "base64"));
  };
  return routes({
    "GET /api/v1/crypto/marketdata/best_bid_ask/?symbol=BTC-USD": (request, { now, at, model }) => {
      if (header(request, "x-api-key") !== key) return refuse("Authentication credentials were not provided.");
      if (!isSigned(request, Math.floor(now / 1000))) return refuse("Invalid signature.");
      const { bids, asks } = model.market("robinhood").book(at, 1);
      const [bid = 0, ask = 0] = [bids[0]?.[0], asks[0]?.[0]];
      const spread = "0.00425";
      const quote = {
        symbol: "BTC-USD",
        price: price((bid + ask) / 2),
        bid_inclusive_of_sell_spread: size(bid * 0.99575),
        sell_spread: spread,
        ask_inclusive_of_buy_spread: size(ask * 1.00425),
        buy_spread: spread,
        timestamp: iso(at),
      };
      return json({ results: [quote] });
    },
  });
}
