import { type Handler, rpcError, rpcResult } from "#drill/world/answers/answer.ts";
import { hex64, pick } from "#drill/world/seed.ts";

/** Slots that a commitment is behind the tip. */
const BEHIND: Record<string, number> = { processed: 0, confirmed: 1, finalized: 32 };

function commitmentOf(params: readonly unknown[]): number {
  for (const param of params)
    if (typeof param === "object" && param !== null && "commitment" in param)
      return BEHIND[String(param.commitment)] ?? BEHIND.finalized ?? 32;
  return 32;
}

/** Answers Solana JSON-RPC. One slot in about fourteen has no block, as on the real chain: heights are behind slots. */
export const solanaRpc: Handler = ({ rpc, host }, { at, model }) => {
  if (!rpc) return null;
  const chain = model.chain("solana");
  const tip = chain.head(at - pick(300, "propagation", host));
  const slot = tip - commitmentOf(rpc.params);
  switch (rpc.method) {
    case "getHealth":
      return rpcResult(rpc, "ok");
    case "getSlot":
      return rpcResult(rpc, slot);
    case "getBlockHeight":
      return rpcResult(rpc, Math.floor((slot * 13) / 14));
    case "getBlockTime": {
      const asked = rpc.params[0];
      if (typeof asked !== "number") return rpcError(rpc, -32602, "Invalid params: invalid type, expected u64.");
      if (asked > tip) return rpcError(rpc, -32004, `Block not available for slot ${asked}`);
      return rpcResult(rpc, Math.floor(chain.block(asked).timeMs / 1000));
    }
    case "getEpochInfo":
      return rpcResult(rpc, {
        absoluteSlot: slot,
        blockHeight: Math.floor((slot * 13) / 14),
        epoch: Math.floor(slot / 432_000),
        slotIndex: slot % 432_000,
        slotsInEpoch: 432_000,
      });
    case "getGenesisHash":
      return rpcResult(rpc, hex64("genesis", "solana").slice(0, 44));
    case "getVersion":
      return rpcResult(rpc, { "feature-set": 1_234_567, "solana-core": "3.0.0" });
    default:
      return null;
  }
};
