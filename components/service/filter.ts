import { isFound } from "#components/service/find.ts";
import { KIND_GROUPS, type KindGroup } from "#components/words/words.ts";
import { plainName } from "#domain/publish/near-names.ts";
import type { NowRow } from "#domain/status/now.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";

export const LAYERS = ["access", "chain"] as const;
export type ShownLayer = (typeof LAYERS)[number];
export const KINDS = [...new Set(Object.values(KIND_GROUPS))] as readonly KindGroup[];

/** Which rows the list of services shows; null for all. */
export interface ServiceFilter {
  readonly q: string;
  readonly layer: ShownLayer | null;
  readonly kind: KindGroup | null;
  readonly status: Status | null;
}

export const ALL_ROWS: ServiceFilter = { q: "", layer: null, kind: null, status: null };

/** Nobody is called by more. */
const LONGEST = 64;

/** Reads a page's query: what it does not know is as if it were not there. */
export function parseFilter(query: Readonly<Record<string, string | string[] | undefined>>): ServiceFilter {
  const one = (name: keyof ServiceFilter) => [query[name] ?? ""].flat()[0] ?? "";
  const among = <T extends string>(values: readonly T[], text: string) =>
    values.find((value) => value === text) ?? null;
  return {
    q: one("q").trim().slice(0, LONGEST),
    layer: among(LAYERS, one("layer")),
    kind: among(KINDS, one("kind")),
    status: among(STATUSES, one("status")),
  };
}

/** The list's address under a filter, without a language. */
export function filterPath({ q, layer, kind, status }: ServiceFilter): string {
  const parameters = Object.entries({ q, layer, kind, status }).flatMap(([name, value]) =>
    value === null || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `/services${parameters.length === 0 ? "" : `?${parameters.join("&")}`}`;
}

/** Everything that a row can be found by, as `plainName` writes it. */
export function findText({ service: { slug, name, aliases = {} }, components }: NowRow): string {
  const names = [slug, name, ...Object.keys(aliases), ...components.flatMap((one) => [one.name, one.chain ?? ""])];
  return [...new Set(names.map(plainName))].filter(Boolean).join(" ");
}

export function isShown(row: NowRow, { q, layer, kind, status }: ServiceFilter): boolean {
  return (
    (layer === null || row.layer === layer) &&
    (kind === null || KIND_GROUPS[row.service.kind] === kind) &&
    (status === null || (row.judged && row.status === status)) &&
    isFound(findText(row), q)
  );
}
