import type { OwnNetwork } from "#workers/vantage/gate.ts";

/** A vantage whose network is well. */
export const ONLINE: OwnNetwork = { gated: false, lostNetworkSince: async () => false };
