import type { Family } from "#domain/publish/metrics/metrics.ts";
import type { SaidNow } from "#domain/publish/stream.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Answer } from "#server/front/version.ts";
import type { WebSettings } from "#server/settings.ts";

/** What the thread that makes pages is given at its start. */
export interface PagesData {
  readonly settings: WebSettings;
  /** The checkout. */
  readonly root: string;
}

/** What the door asks of it. */
export type Order = { readonly kind: "render"; readonly id: number; readonly path: string } | { readonly kind: "stop" };

/** An answer whose bytes have crossed from one thread to the other. */
export type SentAnswer = Omit<Answer, "bytes"> & { readonly bytes: Uint8Array<ArrayBuffer> };

/** The result of an attempt to read the current state. */
export interface Read {
  readonly said: SaidNow;
  /** When the state was read that is known; null before the first. */
  readonly readAt: EpochMs | null;
  /** Why the newest attempt failed; null when it did not. */
  readonly error: string | null;
  /** Figures of that state, for /metrics. */
  readonly figures: readonly Family[];
}

/** What it tells the door. */
export type Report =
  | { readonly kind: "ready" }
  | ({ readonly kind: "read" } & Read)
  | { readonly kind: "rendered"; readonly id: number; readonly answer: SentAnswer; readonly seen: boolean }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  | { readonly kind: "stopped" };
