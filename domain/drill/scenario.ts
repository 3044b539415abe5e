import type { Cut } from "#domain/clock.ts";
import type { Text } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * An outage re-enacted in the world (drill/world): what fails how from when to when, and what the clouds post meanwhile. Times
 * are those of the day that it re-enacts.
 */
export interface Scenario {
  /** Of its dossier, when it re-enacts one; else a name of its own. */
  readonly id: string;
  readonly title: Text;
  /**
   * The dossier of the day, by its id, and the cloud in it whose `official_status` entries are posted at their times; null for
   * an outage that never was, and where no cloud had one.
   */
  readonly dossier: { readonly id: string; readonly cloud: CloudPlace | null } | null;
  /** What the clock shows when everything must be seen to be well, and when the drill is over. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly outages: readonly ModelledOutage[];
  /** Components, by key, that must stay well. */
  readonly unaffected: readonly string[];
  /** What goes wrong with us, from which nothing must follow. */
  readonly disturbances: readonly Disturbance[];
  /** What clouds post beside what the dossier has. */
  readonly statements: readonly CloudStatement[];
  /** Parts of the day that are skipped. Nothing fails at their beginning, and nothing within. */
  readonly cuts: readonly Cut[];
  /** What of the day is left out, or not as it was. */
  readonly departures: readonly Text[];
}

/** `{ provider: "aws", region: "us-east-1" }` */
export interface CloudPlace {
  readonly provider: string;
  readonly region: string;
}

interface Window {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Something fails for users, and has to be seen. */
export interface ModelledOutage extends Window {
  /** By key. Each fails by itself, unless a `target` that they share does. */
  readonly components: readonly string[];
  /** As `npm run world -- fail` takes it: `chain:polygon`. */
  readonly target?: string;
  readonly fault: string;
  /** The cloud that takes them with it; null when it is their own trouble. */
  readonly cause: CloudPlace | null;
  /** Why this window, where no source gives its minutes; null when they are of record. */
  readonly assumption: Text | null;
}

/** One of our own vantages has no network. */
export interface Disturbance extends Window {
  /** `vantage:vantage-1` */
  readonly target: string;
}

/** A cloud's event, post by post. */
export interface CloudStatement {
  readonly place: CloudPlace;
  /** When the trouble began, which most feeds do not say. */
  readonly began: EpochMs;
  /** Oldest first. The last closes the event when it says that all is well. */
  readonly posts: readonly CloudPost[];
}

export interface CloudPost {
  readonly at: EpochMs;
  /** What the post admits; null: all is well. */
  readonly severity: "degraded" | "disruption" | null;
}

/** The components that take part, by key: those that fail, then those that do not. */
export function componentsOf({ outages, unaffected }: Scenario): string[] {
  return [...new Set([...outages.flatMap(({ components }) => components), ...unaffected])];
}
