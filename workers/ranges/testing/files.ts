import type { RangeProvider } from "#domain/hosting/address.ts";

/** Small made-up files in each provider's form, over addresses that are kept for examples. */

const bytes = (text: string) => new TextEncoder().encode(text);
export const jsonFile = (value: unknown) => bytes(JSON.stringify(value));

export const awsRow = (ip_prefix: string, region: string, service = "EC2", border = region) => ({
  ip_prefix,
  region,
  service,
  network_border_group: border,
});

/** An AWS file of these rows. */
export function awsFile(rows: readonly unknown[], syncToken = "1700000000"): Uint8Array {
  return jsonFile({ syncToken, createDate: "2026-03-10-00-00-00", prefixes: rows, ipv6_prefixes: [] });
}

const azureTag = (name: string, region: string, addressPrefixes: readonly string[]) => ({
  name,
  id: name,
  properties: { changeNumber: 1, region, platform: "Azure", systemService: "", addressPrefixes },
});

export const FILES: Readonly<Record<RangeProvider, Uint8Array>> = {
  aws: jsonFile({
    syncToken: "1700000000",
    createDate: "2026-03-10-00-00-00",
    prefixes: [
      awsRow("192.0.2.0/25", "us-east-1", "AMAZON"),
      awsRow("192.0.2.0/25", "us-east-1"),
      awsRow("192.0.2.128/26", "us-west-2", "EC2", "us-west-2-lax-1"),
      awsRow("192.0.2.192/27", "GLOBAL", "AMAZON", "GLOBAL"),
      awsRow("192.0.2.192/27", "GLOBAL", "CLOUDFRONT", "GLOBAL"),
      // The region of an edge is that of the door.
      awsRow("192.0.2.224/27", "us-east-1", "CLOUDFRONT"),
    ],
    ipv6_prefixes: [
      { ipv6_prefix: "2001:db8:a::/48", region: "eu-west-1", service: "EC2", network_border_group: "eu-west-1" },
    ],
  }),
  gcp: jsonFile({
    syncToken: "1753409788780",
    creationTime: "2026-03-10T00:00:00.0",
    prefixes: [
      { ipv4Prefix: "198.51.100.0/25", service: "Google Cloud", scope: "us-central1" },
      { ipv6Prefix: "2001:db8:b::/48", service: "Google Cloud", scope: "europe-west1" },
      { ipv4Prefix: "198.51.100.128/26", service: "Google Cloud", scope: "global" },
    ],
  }),
  azure: jsonFile({
    changeNumber: 363,
    cloud: "Public",
    values: [
      azureTag("ActionGroup", "", ["203.0.113.0/26"]),
      azureTag("AzureCloud", "", ["203.0.113.0/26"]),
      azureTag("Storage.EastUS", "eastus", ["203.0.113.0/26"]),
      azureTag("AzureCloud.centralfrance", "centralfrance", ["203.0.113.0/26", "2001:db8:c::/48"]),
      azureTag("AzureFrontDoor.Frontend", "", ["203.0.113.32/29"]),
      azureTag("AzureFrontDoor.Backend", "", ["203.0.113.32/29"]),
    ],
  }),
  // Two files, the first without a line's end.
  cloudflare: bytes("198.18.0.0/20\n198.18.16.0/20\n2001:db8:d::/48"),
  fastly: jsonFile({ addresses: ["198.18.32.0/20"], ipv6_addresses: ["2001:db8:e::/48"] }),
  digitalocean: bytes(
    "203.0.113.64/27,US,US-NJ,North Bergen,07047\n203.0.113.96/27,NL,NL-NH,Amsterdam,1098 XH\n203.0.113.128/27,US,US-XX,Nowhere,\n",
  ),
  linode: bytes(
    "# a geofeed\n# ip_prefix,...\n203.0.113.160/27,GB,GB-ENG,London,\n2001:db8:f::/48,US,US-IL,Chicago,\n",
  ),
  oracle: jsonFile({
    last_updated_timestamp: "2026-03-10T07:13:25.457838",
    regions: [
      {
        region: "us-ashburn-1",
        cidrs: [
          { cidr: "203.0.113.192/27", tags: ["OCI"] },
          { cidr: "203.0.113.224/28", tags: ["OSN", "OBJECT_STORAGE"] },
        ],
      },
    ],
  }),
};
