/**
 * Fifteen services that stay well, wherever they stand: none of them may be accused. Three chains of which blocks must be seen
 * all the while, four exchanges and eight ways to chains. Those of few checks, for each has its price at a fast clock.
 */
export const BYSTANDERS = [
  "bitcoin/chain",
  "ethereum/chain",
  "xrp-ledger/chain",
  "bitstamp/api",
  "crypto-com/api",
  "kraken/api",
  "upbit/api",
  "1rpc/polygon",
  "blockpi/ethereum",
  "cloudflare-eth/ethereum",
  "drpc/ethereum",
  "lava/ethereum",
  "pocket/ethereum",
  "publicnode/ethereum",
  "tenderly/ethereum",
] as const;
