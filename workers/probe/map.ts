import { probeHttp } from "#workers/probe/http.ts";
import { probeJsonRpc } from "#workers/probe/json-rpc.ts";
import type { ProbeMap } from "#workers/probe/probe.ts";

/** The probes there are. A check whose kind is missing here is shown as not monitored. */
export const probes: ProbeMap = { http: probeHttp, "json-rpc": probeJsonRpc };
