/** Sources that many entries share, in words a reader can follow. */
export const CCXT = "ccxt 4.5.84 emits this URL";
export const CHAINLIST = "DefiLlama/chainlist lists it (constants/extraRpcs.js, 2026-08-22)";
export const VIEM = "viem 2.57.20 has it in viem/chains";
export const SURVEY = "a third-party survey of exchange status pages saw it answer on 2026-03-06";
export const POLLED = "third-party repositories poll this address";
export const VENDORWATCH = "VendorWatch, a third-party monitor, lists it";

/** Articles that several hosting claims rest on. */
export const REKT = "https://rekt.news/we-have-centralization-issue";
export const CRYPTONEWSHUB = "https://thecryptonewshub.com/why-did-metamask-show-0-on-ethereum-when-aws-went-offline";
export const BLACKCHAIN =
  "https://blackchain.news/falha-na-aws-derruba-servicos-da-binance-kucoin-e-outras-exchanges-de-criptomoedas";
