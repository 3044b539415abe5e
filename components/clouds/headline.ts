import { wholeServices } from "#components/clouds/number.ts";
import { isRead, readingOf } from "#components/clouds/said.ts";
import { moment, type Words } from "#components/words/words.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import { type ProviderView, providerName, stateOf } from "#domain/publish/cloud.ts";
import { placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

/** The sentence above the list of clouds: what is open at them, by their own account. */
export function cloudsHeadline(
  rows: readonly { readonly cloud: CloudProvider; readonly view: ProviderView | undefined }[],
  words: Words,
): string {
  const say = words.clouds.headline;
  const told = rows.map(({ cloud, view }) => ({ cloud, view, reading: readingOf(cloud, view) }));
  const open = told.filter(({ view }) => (view?.open.length ?? 0) > 0);
  if (open.length > 0) {
    return say.open(
      open.reduce((sum, { view }) => sum + (view?.open.length ?? 0), 0),
      open.map(({ cloud }) => providerName(cloud.slug)),
    );
  }
  const readable = told.filter(({ reading }) => isRead(reading)).length;
  const asked = told.filter(({ reading }) => reading.is !== "none").length;
  return readable === 0 ? say.blind : say.none(readable, asked);
}

/** The sentence above the page of a cloud: what it says of itself, as far as it can be read. */
export function providerHeadline(
  cloud: CloudProvider,
  view: ProviderView | undefined,
  words: Words,
  now: EpochMs,
): string {
  const say = words.clouds.provider.headline;
  const name = providerName(cloud.slug);
  const reading = readingOf(cloud, view);
  const open = (view?.open ?? []).filter((event) => stateOf(event) === "open").length;
  if (open > 0) return say.open(name, open);
  if (isRead(reading)) return say.none(name);
  if (reading.since !== null) return say.unreadable(name, moment(reading.since, now, words, "minute"));
  return reading.is === "none" ? say.silent(name) : say.waiting(name);
}

/** The sentence above the page of a region: what would be expected to go with it. `figures`: null when not known. */
export function regionHeadline(
  place: { readonly provider: string; readonly region: string },
  figures: ConcentrationFigures | null,
  words: Words,
): string {
  const say = words.clouds.region.headline;
  const loss = figures?.regions.find(({ provider, region }) => provider === place.provider && region === place.region);
  if (loss === undefined) return say.none(placeText(place));
  const services = wholeServices(loss.expected.mean, loss.expected.total);
  return services === null ? say.hardly(placeText(place)) : say.lose(placeText(place), services, loss.expected.total);
}

/** The sentence above the page of concentration: what would be expected to go with the region that carries most. */
export function concentrationHeadline({ regions, services }: ConcentrationFigures, words: Words): string {
  const [largest] = regions;
  const lost = largest === undefined ? null : wholeServices(largest.expected.mean, largest.expected.total);
  return largest === undefined || lost === null
    ? words.concentration.unknown
    : words.concentration.headline(placeText(largest), lost, services);
}
