/** Of the methods' reference script (domain/testing/vectors.ts), what this area reads. */
export interface Vectors {
  readonly uptime: readonly {
    readonly in: Readonly<Partial<Record<"up" | "degraded" | "down" | "maint" | "unknown", number>>>;
    readonly out: {
      readonly A: number | null;
      readonly cov: number;
      readonly txt: string;
      readonly inclMaint: number | null;
    };
  }[];
  readonly wilson: readonly PairVector[];
  readonly garwood: readonly PairVector[];
}

interface PairVector {
  readonly in: readonly [number, number];
  readonly out: readonly [number, number];
}
