import { KIND_GROUPS, type KindGroup } from "#components/words/words.ts";
import { type Layer, SERVICE_KINDS } from "#domain/check/service.ts";
import { RANGE_NAMES, type RangeName } from "#domain/timeline/range.ts";
import { LAYERS, NO_FILTER, type RowFilter, STANDINGS, type Standing } from "#domain/timeline/rows.ts";

/** What a reader asked the picture for. Each part stands in the address, so that it works without a script. */
export interface PictureQuery {
  readonly range: RangeName;
  readonly layer: Layer | null;
  readonly kind: KindGroup | null;
  readonly standing: Standing | null;
  /** Slug of a cloud: the services that stand on it. */
  readonly cloud: string | null;
  /** Nothing is folded. */
  readonly all: boolean;
  readonly view: "picture" | "table";
}

export const KIND_GROUP_NAMES: readonly KindGroup[] = [...new Set(Object.values(KIND_GROUPS))];

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

function oneOf<T extends string>(values: readonly T[], parameter: Parameters[string]): T | null {
  const [first] = [parameter ?? []].flat();
  return values.find((value) => value === first) ?? null;
}

/** Reads the address. What is none of what may stand there is as if it did not. @param clouds their slugs */
export function readQuery(parameters: Parameters, clouds: readonly string[]): PictureQuery {
  return {
    range: oneOf(RANGE_NAMES, parameters.range) ?? "2h",
    layer: oneOf(LAYERS, parameters.layer),
    kind: oneOf(KIND_GROUP_NAMES, parameters.kind),
    standing: oneOf(STANDINGS, parameters.state),
    cloud: oneOf(clouds, parameters.cloud),
    all: oneOf(["1"], parameters.all) !== null,
    view: oneOf(["table"], parameters.view) ?? "picture",
  };
}

/** The address of the same picture with something else in it; what is as by default is left out. */
export function pictureAddress(path: string, query: PictureQuery, change: Partial<PictureQuery> = {}): string {
  const { range, layer, kind, standing, cloud, all, view } = { ...query, ...change };
  const parameters = new URLSearchParams();
  if (range !== "2h") parameters.set("range", range);
  if (layer !== null) parameters.set("layer", layer);
  if (kind !== null) parameters.set("kind", kind);
  if (standing !== null) parameters.set("state", standing);
  if (cloud !== null) parameters.set("cloud", cloud);
  if (all) parameters.set("all", "1");
  if (view !== "picture") parameters.set("view", view);
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

/** @param ids of the rows that stand on the cloud that is asked for; null where none is */
export function filterOf({ layer, kind, standing, all }: PictureQuery, ids: ReadonlySet<string> | null): RowFilter {
  const kinds = kind === null ? [] : SERVICE_KINDS.filter((one) => KIND_GROUPS[one] === kind);
  return { ...NO_FILTER, layer, kinds, standing, ids, all };
}

export function isFiltered({ layer, kind, standing, cloud }: PictureQuery): boolean {
  return layer !== null || kind !== null || standing !== null || cloud !== null;
}
