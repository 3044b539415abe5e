import { REGION_BLOCKS, REGIONS } from "#drill/hosting.ts";
import { type Answer, json, text } from "#drill/world/answers/answer.ts";
import { AZURE_FILES } from "#drill/world/press/outlets.ts";

/**
 * The address ranges that the world's clouds publish: the blocks in which its hosts stand, in each provider's own form. Two
 * providers have no host here; of them there are blocks in which nothing listens, since an empty list is no list.
 */

/** The files never change: the hosting is a model. Their versions are of the day that it was written. */
const WRITTEN = "2026-11-22";
const WRITTEN_S = String(Date.UTC(2026, 10, 22) / 1000);
const CHANGE_NUMBER = 400;

interface Block {
  readonly region: string;
  readonly prefix: string;
}

/** Blocks of a provider by its region's id. */
function blocksOf(provider: string): Block[] {
  return REGIONS.flatMap((key) => {
    const [owner, region = ""] = key.split("/");
    return owner === provider ? [{ region, prefix: `127.${REGION_BLOCKS[key]}.0.0/16` }] : [];
  });
}

/** Blocks of addresses for documentation, so that there is a row of the sixth version in each list. */
const documentation = (n: number) => `2001:db8:${n.toString(16)}::/48`;

function aws(): Answer {
  const row = (region: string, service: string) => ({ region, service, network_border_group: region });
  return json({
    syncToken: WRITTEN_S,
    createDate: `${WRITTEN}-00-00-00`,
    // Every prefix stands there as AMAZON, and again as the service that uses it.
    prefixes: blocksOf("aws").flatMap(({ region, prefix }) =>
      ["AMAZON", "EC2"].map((service) => ({ ip_prefix: prefix, ...row(region, service) })),
    ),
    ipv6_prefixes: [{ ipv6_prefix: documentation(11), ...row("us-east-1", "AMAZON") }],
  });
}

function gcp(): Answer {
  return json({
    syncToken: `${WRITTEN_S}000`,
    creationTime: `${WRITTEN}T00:00:00.0`,
    prefixes: [
      ...blocksOf("gcp").map(({ region, prefix }) => ({ ipv4Prefix: prefix, service: "Google Cloud", scope: region })),
      { ipv6Prefix: documentation(31), service: "Google Cloud", scope: "us-central1" },
    ],
  });
}

const azureTag = (name: string, region: string, addressPrefixes: readonly string[]) => ({
  name,
  id: name,
  properties: { changeNumber: CHANGE_NUMBER, region, platform: "Azure", systemService: "", addressPrefixes },
});

function azure(): Answer {
  const blocks = blocksOf("azure");
  const all = blocks.map(({ prefix }) => prefix);
  return json({
    changeNumber: CHANGE_NUMBER,
    cloud: "Public",
    values: [
      azureTag("AzureCloud", "", all),
      ...blocks.map(({ region, prefix }) => azureTag(`AzureCloud.${region}`, region, [prefix, documentation(41)])),
      azureTag("Storage", "", all),
    ],
  });
}

const AZURE_FILE = `/download/7/1/d/71d86715-5596-4529-9b13-da13a5de5b63/ServiceTags_Public_${WRITTEN.replaceAll("-", "")}.json`;

/** The page for people, on which the newest file is linked. */
function azurePage(): Answer {
  const link = `https://${AZURE_FILES}${AZURE_FILE}`;
  const body = `<!doctype html><html lang="en"><head><title>Azure IP Ranges and Service Tags</title></head><body><a href="${link}">Download</a></body></html>`;
  return { status: 200, type: "text/html; charset=utf-8", body };
}

function geofeed(lines: readonly string[]): Answer {
  return { status: 200, type: "text/csv; charset=utf-8", body: `${lines.join("\n")}\n` };
}

/** A city for each modelled data centre: a geofeed tells no more. */
const CITIES: Readonly<Record<string, string>> = { nyc3: "US,US-NY,New York,10011" };

function digitalocean(): Answer {
  return geofeed(blocksOf("digitalocean").map(({ region, prefix }) => `${prefix},${CITIES[region] ?? ",,,"}`));
}

function linode(): Answer {
  return geofeed([
    "# Stand-in: nothing listens in these blocks",
    "127.72.0.0/17,US,US-NJ,Newark,",
    "127.72.128.0/17,DE,DE-HE,Frankfurt,",
    `${documentation(72)},US,US-NJ,Newark,`,
  ]);
}

function oracle(): Answer {
  const region = (name: string, cidr: string) => ({ region: name, cidrs: [{ cidr, tags: ["OCI"] }] });
  return json({
    last_updated_timestamp: `${WRITTEN}T00:00:00.000000`,
    regions: [region("us-ashburn-1", "127.71.0.0/17"), region("eu-frankfurt-1", "127.71.128.0/17")],
  });
}

function edgeLines(provider: string): Answer {
  return text(
    blocksOf(provider)
      .map(({ prefix }) => prefix)
      .join("\n"),
  );
}

function fastly(): Answer {
  const addresses = blocksOf("fastly").map(({ prefix }) => prefix);
  return json({ addresses, ipv6_addresses: [documentation(52)] });
}

/** Range files by the provider, and by the end of the path where a provider has several. */
const FILES: Readonly<Record<string, (path: string) => Answer>> = {
  aws,
  gcp,
  azure: azurePage,
  cloudflare: (path) => (path.endsWith("v6") ? text(documentation(51)) : edgeLines("cloudflare")),
  fastly,
  digitalocean,
  linode,
  oracle,
};

/** The answer at an address at which the catalog knows a range file, or null for a provider without one here. */
export function rangeFile(provider: string, url: URL): Answer | null {
  return FILES[provider]?.(url.pathname) ?? null;
}

/** Azure's file, at an address that only its page tells. */
export const azureFile = { host: AZURE_FILES, path: AZURE_FILE, answer: azure } as const;
