import { z } from "zod";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import { type Rows, rangeParser, readJson } from "#workers/ranges/range-file.ts";

/** ServiceTags_Public_YYYYMMDD.json */
const frame = z.object({
  changeNumber: z.int().nonnegative(),
  // The same form holds for clouds of governments, which are not this one.
  cloud: z.literal("Public"),
  values: z.array(z.unknown()).min(1),
});

const tag = z.object({
  name: z.string().max(200),
  properties: z.object({ addressPrefixes: z.array(z.unknown()) }),
});

/** Other tags (Storage.EastUS, AzureCloud without a region) say again what these say. */
function placeOf(name: string): { region: string | null; service: string; edge: boolean } | null {
  if (/^AzureFrontDoor(\.|$)/.test(name)) return { region: null, service: "AzureFrontDoor", edge: true };
  const [, named] = /^AzureCloud\.(.+)$/.exec(name) ?? [];
  const region = named === undefined ? null : canonicalRegion("azure", named);
  return region === null ? null : { region, service: "AzureCloud", edge: false };
}

function* rows(bytes: Uint8Array): Rows {
  const file = readJson(bytes, frame);
  for (const raw of file.values) {
    const { data } = tag.safeParse(raw);
    if (!data) {
      yield null;
      continue;
    }
    const place = placeOf(data.name);
    if (place === null) continue;
    for (const prefix of data.properties.addressPrefixes) {
      yield typeof prefix === "string" ? { prefix, ...place, borderGroup: null } : null;
    }
  }
  return String(file.changeNumber);
}

/** Microsoft Azure. */
export const parse = rangeParser("azure", rows);

/** The file's address changes every week: it is read from the page that offers it. Only an address of Microsoft's is taken. */
export function newestFileOn(page: string): string | null {
  const links = page.matchAll(
    /https:\/\/download\.microsoft\.com\/[\w./-]{1,200}\/ServiceTags_Public_(\d{8})\.json(?![\w.])/g,
  );
  const found = [...links].map(([url, date = ""]) => ({ url, date }));
  return (
    found.reduce<(typeof found)[number] | null>((best, one) => (best && best.date >= one.date ? best : one), null)
      ?.url ?? null
  );
}
