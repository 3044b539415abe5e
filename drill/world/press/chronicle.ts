import type { EpochMs } from "#domain/time.ts";
import type { Region } from "#drill/hosting.ts";
import type { Failing } from "#drill/world/press/failing.ts";
import type { Span } from "#drill/world/press/story.ts";

/** A time in which a cloud's region was failing. */
export interface CloudSpan extends Span {
  readonly key: Region;
}

/** A time in which core checks of a vendor were failing. */
export interface VendorSpan extends Span {
  /** Two-part ids, every one that was hit since it began. */
  readonly components: ReadonlySet<string>;
  /** The region that took them with it, if one did. */
  readonly cloud: Region | null;
}

/** A time in which a vendor had work announced. Each order is one of its own. */
export interface WindowSpan extends Span {
  /** Of the vendor's page. */
  readonly host: string;
  /** Two-part ids. */
  readonly components: ReadonlySet<string>;
}

/** One span of two that have the same key: the first one's beginning, and what either hit. */
export function joined(first: VendorSpan, second: VendorSpan): VendorSpan {
  const components = new Set([...first.components, ...second.components]);
  return { ...first, components, cloud: first.cloud ?? second.cloud };
}

/** Older spans are forgotten: far more than any drill has, and little memory. */
const SPANS_KEPT = 200;

/**
 * What has failed in the world since it stands, cause by cause: all that its clouds and vendors write about. Healing and
 * failing again before the healing was posted is one failure.
 */
export class Chronicle {
  readonly #clearAfterMs: (key: string) => number;
  #clouds: CloudSpan[] = [];
  #vendors: VendorSpan[] = [];
  #windows: WindowSpan[] = [];

  /** @param clearAfterMs how long after a healing it is posted, for a region or the host of a vendor's page. */
  constructor(clearAfterMs: (key: string) => number) {
    this.#clearAfterMs = clearAfterMs;
  }

  get clouds(): readonly CloudSpan[] {
    return this.#clouds;
  }

  get vendors(): readonly VendorSpan[] {
    return this.#vendors;
  }

  get windows(): readonly WindowSpan[] {
    return this.#windows;
  }

  /** To be told whenever orders have changed. */
  follow({ clouds, vendors, windows }: Failing, now: EpochMs): void {
    this.#clouds = this.#carryOn(this.#clouds, clouds, now, (known) => known);
    this.#vendors = this.#carryOn(this.#vendors, vendors, now, joined);
    this.#windows = this.#carryOn(this.#windows, windows, now, (_, announced) => announced);
  }

  /** Ends what fails no longer, begins what is new, and merges what has not been said to be over. */
  #carryOn<S extends Span>(known: readonly S[], failing: readonly S[], now: EpochMs, merge: (a: S, b: S) => S): S[] {
    const left = new Map(failing.map((span) => [span.key, span]));
    const spans = [...known];
    for (const [index, span] of known.entries()) {
      const fresh = left.get(span.key);
      const open = span.to === null;
      if (fresh && (open || now < (span.to ?? 0) + this.#clearAfterMs(span.key))) {
        spans[index] = { ...merge(span, fresh), to: null };
        left.delete(span.key);
      } else if (open) spans[index] = { ...span, to: now };
    }
    return [...spans, ...left.values()].slice(-SPANS_KEPT);
  }
}
