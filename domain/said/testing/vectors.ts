/** Of the methods' reference script (domain/testing/vectors.ts), what this area reads. */
export interface Vectors {
  readonly saidsaw: {
    readonly in: readonly SampleVector[];
    readonly out: Graded & { readonly ackRate: string; readonly wilson: readonly [number, number] };
  };
  readonly saidsaw_censored: { readonly in: readonly SampleVector[]; readonly out: Graded };
  readonly wilson: readonly { readonly in: readonly [number, number]; readonly out: readonly [number, number] }[];
}

/** Minutes; `ack` 1 when it was said then, 0 when it had not been said by then. */
export interface SampleVector {
  readonly t: number;
  readonly ack: 0 | 1;
}

interface Graded {
  readonly kmMedian: number | null;
  readonly avg: number;
  readonly grade: string;
}
