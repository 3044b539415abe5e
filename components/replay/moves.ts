import { snapInstant, stopsOf } from "#domain/replay/frame.ts";
import type { Replay } from "#domain/replay/replay.ts";
import type { EpochMs } from "#domain/time.ts";

const MINUTE_MS = 60_000;

/** What a key asks of the player; null for a key that it does not know. */
export type Move =
  | { readonly kind: "seek"; readonly at: EpochMs }
  | { readonly kind: "toggle" }
  | { readonly kind: "row"; readonly by: -1 | 1 }
  | { readonly kind: "select" }
  | { readonly kind: "clear" };

/** Keys of a slider (W3C APG), and those of a player. `1` is the first entry and `9` the last, the others between in even steps. */
export function moveOf(key: string, at: EpochMs, replay: Pick<Replay, "entries" | "window">): Move | null {
  const seek = (to: EpochMs): Move => ({ kind: "seek", at: snapInstant(to, replay.window) });
  const stops = stopsOf(replay);
  if (/^[1-9]$/.test(key) && stops.length > 0) {
    return seek(stops[Math.round(((Number(key) - 1) * (stops.length - 1)) / 8)] ?? at);
  }
  switch (key) {
    case " ":
      return { kind: "toggle" };
    case "ArrowLeft":
      return seek(at - MINUTE_MS);
    case "ArrowRight":
      return seek(at + MINUTE_MS);
    case "PageUp":
      return seek(at + 15 * MINUTE_MS);
    case "PageDown":
      return seek(at - 15 * MINUTE_MS);
    case "Home":
      return seek(replay.window.from);
    case "End":
      return seek(replay.window.to);
    case ",":
      return seek(stops.findLast((stop) => stop < at) ?? at);
    case ".":
      return seek(stops.find((stop) => stop > at) ?? at);
    case "ArrowUp":
      return { kind: "row", by: -1 };
    case "ArrowDown":
      return { kind: "row", by: 1 };
    case "Enter":
      return { kind: "select" };
    case "Escape":
      return { kind: "clear" };
    default:
      return null;
  }
}

/** The instant after so much real time at a speed; the end when it is reached. Milliseconds. */
export function playedTo(at: EpochMs, elapsedMs: number, speed: number, { to }: Replay["window"]): EpochMs {
  return Math.min(to, at + elapsedMs * speed);
}

/** The minute nearest to a share of the whole, from the left. */
export function minuteAt(share: number, { from, to }: Replay["window"]): number {
  const at = from + Math.min(1, Math.max(0, share)) * (to - from);
  return Math.round(at / MINUTE_MS) * MINUTE_MS;
}
