import type { Text } from "#domain/replay/dossier.ts";
import type { Frame } from "#domain/replay/frame.ts";
import type { Replay, ReplayRow } from "#domain/replay/replay.ts";
import { rank } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { Source } from "#domain/timeline/timeline.ts";

/** What one sentence says of an instant: how long after the onset, who, with what it coincides, and last the chains. */
export interface ReplayVerdict {
  readonly source: Source;
  /** Since the onset; negative before it. */
  readonly elapsedMs: number;
  /** Services in trouble, the longest first; null for none. */
  readonly access: Trouble | null;
  /** The cloud's place with the event through all rows, when it was in trouble then; null otherwise. */
  readonly cloud: { readonly name: Text; readonly status: Status } | null;
  readonly chains: Trouble | null;
  /** Chains of which it is known that they were well. */
  readonly unharmed: readonly Text[];
}

export interface Trouble {
  readonly names: readonly Text[];
  /** Null where they differ. */
  readonly status: Status | null;
}

export function replayVerdict(replay: Replay, frame: Frame): ReplayVerdict {
  const rows = new Map(replay.rows.map((row) => [row.id, row]));
  const places = frame.failing.cloud.flatMap((id) => rows.get(id) ?? []).filter(({ id }) => !id.includes("#"));
  const statusOf = ({ id }: ReplayRow) => frame.states.get(id)?.status ?? "unknown";
  const worst = places.toSorted((a, b) => rank(statusOf(b)) - rank(statusOf(a)))[0];
  const trouble = (ids: readonly string[]): Trouble | null => {
    const own = ids.flatMap((id) => rows.get(id) ?? []);
    const statuses = new Set(own.map(statusOf));
    const [status = null] = statuses;
    return own.length === 0
      ? null
      : { names: own.map(({ name }) => name), status: statuses.size === 1 ? status : null };
  };
  return {
    source: replay.source,
    elapsedMs: frame.elapsedMs,
    access: trouble(frame.failing.access),
    cloud: worst === undefined ? null : { name: worst.name, status: statusOf(worst) },
    chains: trouble(frame.failing.chain),
    unharmed: frame.unharmed.flatMap((id) => rows.get(id)?.name ?? []),
  };
}
