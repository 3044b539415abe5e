/** Of the methods' reference script (domain/testing/vectors.ts), what this area reads. */
export interface Vectors {
  readonly population: {
    readonly in: PopulationIn;
    readonly out: { readonly mu: number; readonly pPoisBin: number };
  };
  readonly population_weak: { readonly in: PopulationIn; readonly out: { readonly pPoisBin: number } };
  readonly population_mu03: {
    readonly in: PopulationIn;
    readonly out: Readonly<Record<"mu" | "p" | "p_k1" | "p_k2" | "p_k3", number>>;
  };
  readonly fisher: readonly { readonly in: readonly [number, number, number, number]; readonly out: number }[];
  readonly lagPdf: readonly LagVector[];
  readonly lagPdfLive: readonly LagVector[];
  readonly posterior: readonly PosteriorVector[];
  readonly phiHat: readonly {
    readonly in: Readonly<Record<"phi0" | "k1" | "mu1" | "n1", number>>;
    readonly out: number;
  }[];
  readonly confRate: { readonly in: Readonly<Record<"k0" | "mu0" | "n0" | "W", number>>; readonly out: number };
  readonly permutation: { readonly out: ShiftOut };
  readonly permutation_null: { readonly out: ShiftOut };
  readonly eca: {
    readonly in: {
      readonly A: readonly number[];
      readonly B: readonly number[];
      readonly dT: number;
      readonly tau: number;
      readonly T: number;
    };
    readonly out: Readonly<Record<"K" | "NA" | "rate" | "expected" | "p", number>>;
  };
}

type PopulationIn = Readonly<Record<"n" | "lambdaPerMin" | "windowMin" | "k", number>>;
type ShiftOut = Readonly<Record<"k" | "meanByChance" | "p", number>>;
interface LagVector {
  readonly tau: number;
  readonly g: number;
}
export interface PosteriorVector {
  readonly in: {
    readonly name: string;
    readonly tau: number;
    readonly pi: number;
    readonly phi: number;
    readonly lambda: number;
    readonly conf?: number;
    readonly tier: "contradicted" | "vendor_confirmed" | "observed_region" | "declared_or_provider" | "unknown_origin";
    readonly live?: boolean;
  };
  readonly out: { readonly posterior: number; readonly score: number; readonly band: string };
}
