import { type Answer, type Handler, json, opened, pushed, routes, type View } from "#drill/world/answers/answer.ts";
import type { Block } from "#drill/world/chain-model.ts";
import type { RpcCall } from "#drill/world/request.ts";
import { hex64, pick } from "#drill/world/seed.ts";

/** rippled counts seconds from 2000-01-01. */
const RIPPLE_EPOCH_S = 946_684_800;

function validated({ at, model }: View): Block {
  const chain = model.chain("xrp-ledger");
  return chain.block(chain.head(at));
}

function serverInfo(host: string, view: View): unknown {
  const ledger = validated(view);
  return {
    build_version: "2.6.1",
    complete_ledgers: `32570-${ledger.number}`,
    hostid: hex64("hostid", host).slice(0, 4).toUpperCase(),
    initial_sync_duration_us: "174000000",
    io_latency_ms: 1,
    jq_trans_overflow: "0",
    last_close: { converge_time_s: 3, proposers: 35 },
    load_factor: 1,
    network_id: 0,
    peer_disconnects: "812",
    peers: 20 + pick(60, "peers", host),
    pubkey_node: `n9${hex64("node", host).slice(0, 50)}`,
    server_state: view.halted ? "disconnected" : "full",
    server_state_duration_us: "91000000000",
    time: new Date(view.now).toISOString(),
    uptime: 912_000,
    validated_ledger: {
      age: Math.max(0, Math.floor((view.now - ledger.timeMs) / 1000)),
      base_fee_xrp: 0.00001,
      hash: ledger.hash.toUpperCase(),
      reserve_base_xrp: 1,
      reserve_inc_xrp: 0.2,
      seq: ledger.number,
    },
    validation_quorum: 28,
  };
}

function ledger(view: View): unknown {
  const { number, hash, parentHash, timeMs } = validated(view);
  const closed = Math.floor(timeMs / 1000);
  return {
    ledger_hash: hash.toUpperCase(),
    ledger_index: number,
    validated: true,
    ledger: {
      close_time: closed - RIPPLE_EPOCH_S,
      close_time_iso: new Date(closed * 1000).toISOString().replace(".000", ""),
      closed: true,
      ledger_hash: hash.toUpperCase(),
      ledger_index: number,
      parent_hash: parentHash.toUpperCase(),
      total_coins: "99985000000000000",
    },
  };
}

/** rippled's own envelope: the status is inside the result. */
function reply({ id, version }: RpcCall, result: object): Answer {
  const body = { result: { ...result, status: "success" } };
  return json(version === null ? body : { ...body, id, jsonrpc: version });
}

/** Answers rippled's JSON-RPC. */
export const rippledRpc: Handler = ({ rpc, host }, view) => {
  if (!rpc) return null;
  switch (rpc.method) {
    case "server_info":
      return reply(rpc, { info: serverInfo(host, view) as object });
    case "ledger":
      return reply(rpc, ledger(view) as object);
    case "ledger_closed":
    case "ledger_current":
      return reply(rpc, { ledger_hash: validated(view).hash.toUpperCase(), ledger_index: validated(view).number });
    case "fee":
      return reply(rpc, { current_ledger_size: "40", drops: { base_fee: "10", minimum_fee: "10" } });
    case "ping":
      return reply(rpc, {});
    default:
      return null;
  }
};

const RESERVES = { fee_base: 10, reserve_base: 1_000_000, reserve_inc: 200_000 };

/** Answers a rippled server's WebSocket: who subscribes is told of the last ledger, and then of every one. */
export const rippledStream: Handler = ({ text, json: asked }, view) => {
  if (text === "") return opened();
  const { id, command, streams } = (asked ?? {}) as Readonly<Record<string, unknown>>;
  const echo = id === undefined ? {} : { id };
  if (command !== "subscribe" || !Array.isArray(streams) || !streams.includes("ledger"))
    return pushed({ ...echo, error: "unknownCmd", error_code: 32, status: "error", type: "response" });
  const { number, hash, timeMs } = validated(view);
  const closed = {
    ...RESERVES,
    ledger_hash: hash.toUpperCase(),
    ledger_index: number,
    ledger_time: Math.floor(timeMs / 1000) - RIPPLE_EPOCH_S,
    validated_ledgers: `32570-${number}`,
  };
  const acknowledged = { ...echo, result: closed, status: "success", type: "response" };
  return pushed({ type: "ledgerClosed", ...closed, txn_count: pick(90, "txns", number) }, [acknowledged]);
};

export const xrpscan = routes({
  "GET /api/v1/ledgers": (_, view) => {
    const { number } = validated(view);
    const chain = view.model.chain("xrp-ledger");
    const ledgers = Array.from({ length: 10 }, (_unused, i) => {
      const block = chain.block(number - i);
      return {
        ledger_index: block.number,
        ledger_hash: block.hash.toUpperCase(),
        close_time: new Date(block.timeMs).toISOString(),
      };
    });
    return json({ current_ledger: number, ledgers });
  },
  "GET /api/v1/ledger/*": (_, view) => json(ledger(view)),
});
