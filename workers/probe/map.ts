import { probeDns } from "#workers/probe/dns.ts";
import { probeHttp } from "#workers/probe/http.ts";
import { probeJsonRpc } from "#workers/probe/json-rpc.ts";
import type { ProbeMap } from "#workers/probe/probe.ts";
import { probeWebSocket } from "#workers/probe/websocket.ts";

/** The probes there are. A worker elsewhere that is older than the catalog's newest kind says that it has none for it. */
export const probes: ProbeMap = {
  http: probeHttp,
  "json-rpc": probeJsonRpc,
  websocket: probeWebSocket,
  dns: probeDns,
};
