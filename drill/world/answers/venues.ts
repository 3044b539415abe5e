import type { StandIn } from "#drill/world/answers/answer.ts";
import { binance, binanceStream, binanceUs, mexc, mexcContract } from "#drill/world/answers/exchanges/binance-like.ts";
import { bitfinex } from "#drill/world/answers/exchanges/bitfinex.ts";
import { bitget } from "#drill/world/answers/exchanges/bitget.ts";
import { bitstamp } from "#drill/world/answers/exchanges/bitstamp.ts";
import { bybit } from "#drill/world/answers/exchanges/bybit.ts";
import { coinbaseExchange, coinbaseRetail } from "#drill/world/answers/exchanges/coinbase.ts";
import { coinstore, coinstoreSocket } from "#drill/world/answers/exchanges/coinstore.ts";
import { cryptoCom } from "#drill/world/answers/exchanges/crypto-com.ts";
import { dydxIndexer } from "#drill/world/answers/exchanges/dydx.ts";
import { gate } from "#drill/world/answers/exchanges/gate.ts";
import { gemini } from "#drill/world/answers/exchanges/gemini.ts";
import { htxContracts, htxSpot } from "#drill/world/answers/exchanges/htx.ts";
import { hyperliquid } from "#drill/world/answers/exchanges/hyperliquid.ts";
import { kraken, krakenSocket } from "#drill/world/answers/exchanges/kraken.ts";
import { kucoin } from "#drill/world/answers/exchanges/kucoin.ts";
import { okx } from "#drill/world/answers/exchanges/okx.ts";
import { robinhood } from "#drill/world/answers/exchanges/robinhood.ts";
import { upbit } from "#drill/world/answers/exchanges/upbit.ts";

/** Stand-ins of exchanges and brokers, by host. */
export function venues(env: Readonly<Record<string, string>>): Readonly<Record<string, StandIn>> {
  const { ROBINHOOD_API_KEY: key, ROBINHOOD_PRIVATE_KEY: seed } = env;
  return {
    "api.exchange.coinbase.com": coinbaseExchange,
    "api.coinbase.com": coinbaseRetail,
    "api.binance.com": binance,
    "data-api.binance.vision": binance,
    "stream.binance.com": binanceStream,
    "api.binance.us": binanceUs,
    "api.mexc.com": mexc,
    "contract.mexc.com": mexcContract,
    "api.kraken.com": kraken,
    "ws.kraken.com": krakenSocket,
    "api.kucoin.com": kucoin,
    "api.gateio.ws": gate,
    "api.coinstore.com": coinstore,
    "ws.coinstore.com": coinstoreSocket,
    "api.huobi.pro": htxSpot,
    "api.hbdm.com": htxContracts,
    "api.crypto.com": cryptoCom,
    "api.bitget.com": bitget,
    "www.okx.com": okx,
    "api.bybit.com": bybit,
    "api.gemini.com": gemini,
    "www.bitstamp.net": bitstamp,
    "api-pub.bitfinex.com": bitfinex,
    "api.upbit.com": upbit,
    "api.hyperliquid.xyz": hyperliquid,
    "indexer.dydx.trade": dydxIndexer,
    ...(key !== undefined && seed !== undefined ? { "trading.robinhood.com": robinhood(key, seed) } : {}),
  };
}
