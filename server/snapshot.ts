import type { CloudRecord } from "#db/read/concentration.ts";
import type { RecordedReplays } from "#db/read/replays.ts";
import type { StatuspageReader } from "#db/read/statuspage.ts";
import type { FeedReader } from "#domain/publish/feed/record.ts";
import type { GroupPage, GroupQuery, IncidentGroupView } from "#domain/publish/group-query.ts";
import type { Attributions, IncidentDetail } from "#domain/publish/incident.ts";
import type { IncidentPage, IncidentQuery } from "#domain/publish/incident-query.ts";
import type { MeasurementReader } from "#domain/publish/measurements.ts";
import type { PastOfNow } from "#domain/publish/now-past.ts";
import type { PastOfServices } from "#domain/publish/service-past.ts";
import type { SaidReader } from "#domain/said/record.ts";
import type { Overview } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** What was read last. */
export interface Reading {
  /** The last that could be read, however old; null before the first. */
  readonly overview: Overview | null;
  /** Why the newest attempt to read failed; null when it did not. */
  readonly error: string | null;
}

/** What the web process knows now. */
export interface Snapshot extends Reading {
  /** Names what is said now (domain/publish/stream.ts): a page that bears the name is not out of date. */
  readonly version: string;
}

/** What of the past can be asked for. Each answer is read from the database when it is wanted. */
export interface PastRecord {
  incidents(query: IncidentQuery): Promise<IncidentPage>;
  /** Null when there is none of this id. */
  incident(id: string): Promise<IncidentDetail | null>;
  incidentGroups(query: GroupQuery): Promise<GroupPage>;
  /** Null when there is none of this id. */
  incidentGroup(id: string): Promise<IncidentGroupView | null>;
  /** Those of the incidents that coincide with a cloud event. */
  attributions(incidentIds: readonly string[]): Promise<Attributions>;
  readonly clouds: CloudRecord;
  readonly measurements: MeasurementReader;
  readonly statuspage: StatuspageReader;
  readonly feeds: FeedReader;
  readonly now: PastOfNow;
  readonly replays: RecordedReplays;
  readonly services: PastOfServices;
  readonly said: SaidReader;
}

/**
 * The bundler gives pages a module graph of their own, so a module-level variable of this file would exist twice. The
 * symbols are what both graphs share; only server/main.ts writes them.
 */
const KEY = Symbol.for("faultline.snapshot");
const RECORD = Symbol.for("faultline.record");
const TIME = Symbol.for("faultline.time");
type Holder = { [KEY]?: () => Snapshot; [RECORD]?: PastRecord; [TIME]?: () => EpochMs };

/** Makes a clock the one that pages go by: a drill plays another day. */
export function publishTime(now: () => EpochMs): void {
  (globalThis as Holder)[TIME] = now;
}

/** What pages and routes take for now. */
export function currentTime(): EpochMs {
  return ((globalThis as Holder)[TIME] ?? Date.now)();
}

/** Makes a reader of the past the one that routes ask. */
export function publishRecord(record: PastRecord): void {
  (globalThis as Holder)[RECORD] = record;
}

/** The one way for routes to the past. @returns null before there is one. */
export function currentRecord(): PastRecord | null {
  return (globalThis as Holder)[RECORD] ?? null;
}

/** Makes a snapshot source the one that pages and routes read. */
export function publishSnapshot(read: () => Snapshot): void {
  (globalThis as Holder)[KEY] = read;
}

/** The one way for pages and routes to the current state. */
export function currentSnapshot(): Snapshot {
  return (
    (globalThis as Holder)[KEY]?.() ?? {
      overview: null,
      error: "the web process has not read anything yet",
      version: "",
    }
  );
}

export interface SnapshotOptions {
  readonly read: () => Promise<Overview>;
  readonly now: () => EpochMs;
  /** Reads at least this often, heard or not. */
  readonly pollMs: number;
  /** Reads are never closer than this, however often something is heard, unless it is urgent. */
  readonly spacingMs: number;
  readonly onError: (error: unknown) => void;
  /** Hears of every attempt to read, for time alone changes what may be said. */
  readonly onRead: (reading: Reading) => void;
}

export interface SnapshotKeeper {
  current(): Reading;
  /** Something changed: read soon, or at once. */
  poke(urgent?: "urgent"): void;
  /** Resolves after the first attempt to read, successful or not. */
  readonly first: Promise<void>;
  stop(): Promise<void>;
}

/** Keeps the current state in memory: reads when poked and at least every `pollMs`, one read at a time. */
export function keepSnapshot(options: SnapshotOptions): SnapshotKeeper {
  const { read, now, pollMs, spacingMs, onError, onRead } = options;
  let snapshot: Reading = { overview: null, error: null };
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> | null = null;
  let startedAt = Number.NEGATIVE_INFINITY;
  /** How long the next read may wait. */
  let waitMs = pollMs;
  let stopped = false;

  const plan = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, Math.max(0, ms));
  };
  const refresh = () => {
    if (reading) return;
    startedAt = now();
    waitMs = pollMs;
    reading = read()
      .then((overview) => {
        snapshot = { overview, error: null };
      })
      .catch((error: unknown) => {
        snapshot = { overview: snapshot.overview, error: error instanceof Error ? error.message : String(error) };
        onError(error);
      })
      .finally(() => {
        reading = null;
        onRead(snapshot);
        if (!stopped) plan(waitMs);
      });
  };

  refresh();
  return {
    current: () => snapshot,
    poke: (urgent) => {
      waitMs = Math.min(waitMs, urgent ? 0 : spacingMs);
      if (!reading && !stopped) plan(Math.min(waitMs, startedAt + waitMs - now()));
    },
    first: Promise.resolve(reading ?? undefined),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await reading;
    },
  };
}
