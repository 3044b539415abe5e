import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

/** The object that the public gateway checker asks for. */
const CID = "bafybeifx7yeb55armcsxwwitkymga5xf53dxiarykms3ygqic223w5sk3m";

function gateway(slug: string, operator: string, host: string): CheckSpec {
  return {
    slug,
    proves: `${host} serves a known object with the right bytes`,
    signal: "content",
    tier: "core",
    intervalS: 300,
    // Some lead to a name of the object's own, as a gateway for browsers should.
    request: { probe: "http", method: "GET", url: `https://${host}/ipfs/${CID}`, format: "raw", redirects: 2 },
    assertions: [{ op: "body_contains", value: "Hello from IPFS Gateway Checker" }],
    operator,
    verified: "partial",
    verifiedBy: "the object from ipfs/public-gateway-checker, its text from memory",
    note: "The answer may come from a cache.",
  };
}

export const service = defineService({
  slug: "ipfs-gateways",
  name: "IPFS public gateways",
  kind: "storage",
  named: true,
  homepage: "https://ipfs.tech",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  note: "From the list of ipfs/public-gateway-checker (2026-08-21), with ipfs.io and dweb.link from memory. One gateway alone never takes the service down.",
  components: [
    {
      slug: "gateways",
      name: "Gateways",
      layer: "access",
      checks: [
        gateway("ipfs-io", "ipfs-foundation", "ipfs.io"),
        gateway("dweb-link", "ipfs-foundation", "dweb.link"),
        gateway("filebase", "filebase", "ipfs.filebase.io"),
        gateway("pinata", "pinata", "gateway.pinata.cloud"),
        gateway("4everland", "4everland", "4everland.io"),
        gateway("orbitor", "orbitor", "ipfs.orbitor.dev"),
      ],
    },
  ],
});
