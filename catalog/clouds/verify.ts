import { cloudSchema, figureSchema } from "#catalog/clouds/schema.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import type { CloudProvider, ContextFigure } from "#domain/hosting/cloud-provider.ts";
import { namesProvider } from "#domain/hosting/place.ts";

type Report = (message: string) => void;

/** What is wrong with the clouds, in lines such as `aws: two regions are called Paris`. */
export function cloudProblems(clouds: readonly CloudProvider[]): string[] {
  const lines = repeated(clouds.map(({ slug }) => slug)).map((slug) => `${slug}: two clouds are named ${slug}`);
  for (const cloud of clouds) {
    const report = (message: string) => void lines.push(`${cloud.slug}: ${message}`);
    checkForm(cloudSchema, cloud, report);
    checkRegions(cloud, report);
    checkSources(cloud, report);
  }
  return lines;
}

/** What services say of hosting that the clouds do not know: in lines such as `kraken: there is no cloud awz`. */
export function hostingProblems(services: readonly ServiceSpec[], clouds: readonly CloudProvider[]): string[] {
  const known = new Map(clouds.map((cloud) => [cloud.slug, cloud]));
  return services.flatMap(({ slug, hosting }) =>
    hosting.flatMap(({ provider, region }) => {
      if (!namesProvider(provider)) return [];
      const cloud = known.get(provider);
      if (cloud === undefined) return [`${slug}: there is no cloud ${provider} in catalog/clouds`];
      const id = region === null ? null : canonicalRegion(provider, region);
      const missing = region !== null && !cloud.regions.some((one) => one.id === id);
      return missing ? [`${slug}: ${provider} has no region ${region}`] : [];
    }),
  );
}

/** What is wrong with published figures. */
export function figureProblems(figures: readonly ContextFigure[], clouds: readonly CloudProvider[]): string[] {
  const lines = repeated(figures.map(({ id }) => id)).map((id) => `${id}: two figures are named ${id}`);
  const known = new Set(clouds.map(({ slug }) => slug));
  for (const figure of figures) {
    const report = (message: string) => void lines.push(`${figure.id}: ${message}`);
    checkForm(figureSchema, figure, report);
    if (figure.sources.length === 0) report("needs a source");
    for (const { provider } of figure.parts) {
      if (provider !== null && !known.has(provider)) report(`there is no cloud ${provider}`);
    }
    const whole = figure.parts.reduce((sum, { share }) => sum + (share ?? 0), figure.remainder ?? 0);
    if (figure.remainder !== null && Math.abs(whole - 1) > 1e-9) report(`its shares add up to ${whole}, not to 1`);
  }
  return lines;
}

function checkForm(schema: typeof cloudSchema | typeof figureSchema, entry: unknown, report: Report): void {
  const { error } = schema.safeParse(entry);
  for (const { path, message } of error?.issues ?? []) report(`${path.join(".")}: ${message}`);
}

/** One name, one region: feeds are matched by any of them. */
function checkRegions({ slug, kind, regions, regionsVerified }: CloudProvider, report: Report): void {
  if (kind === "edge" && regions.length > 0) report("an edge has no regions: its addresses tell none");
  if (regions.length > 0 && regionsVerified === undefined) report("does not say where its regions are known from");
  const names = regions.map(({ id, name, aliases }) => new Set([id, name, ...aliases].map((one) => one.toLowerCase())));
  for (const name of repeated(names.flatMap((set) => [...set]))) report(`two regions are called ${name}`);
  for (const { id, metro, latitude, longitude } of regions) {
    if (canonicalRegion(slug, id) !== id) report(`${id} is not spelt as addresses are mapped to`);
    const given = [metro, latitude, longitude].filter((value) => value !== null).length;
    if (given !== 0 && given !== 3) report(`${id} has a place in part`);
  }
}

function checkSources({ feeds, ranges }: CloudProvider, report: Report): void {
  for (const url of repeated(feeds.map((feed) => feed.url))) report(`${url} is read twice`);
  if (ranges !== null && (ranges.urls.length === 0) === (ranges.page === undefined)) {
    report("ranges need either addresses of files or the page that links to them");
  }
}

/** Every value that appears more than once. */
function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
