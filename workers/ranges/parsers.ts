import type { RangeProvider } from "#domain/hosting/address.ts";
import { parse as aws } from "#workers/ranges/aws.ts";
import { parse as azure } from "#workers/ranges/azure.ts";
import { parse as cloudflare } from "#workers/ranges/cloudflare.ts";
import { parse as digitalocean } from "#workers/ranges/digitalocean.ts";
import { parse as fastly } from "#workers/ranges/fastly.ts";
import { parse as gcp } from "#workers/ranges/gcp.ts";
import { parse as linode } from "#workers/ranges/linode.ts";
import { parse as oracle } from "#workers/ranges/oracle.ts";
import type { RangeParser } from "#workers/ranges/range-file.ts";

/** Who reads which provider's file. */
export const rangeParsers: Readonly<Record<RangeProvider, RangeParser>> = {
  aws,
  gcp,
  azure,
  cloudflare,
  fastly,
  digitalocean,
  linode,
  oracle,
};
