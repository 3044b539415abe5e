interface Concentrated {
  readonly in: readonly number[];
  readonly out: Readonly<Record<"hhi" | "nEff" | "S" | "entropyBits" | "nc_third" | "nc_half", number>>;
}

/** Of the methods' reference script (domain/testing/vectors.ts), what this area reads. */
export interface Vectors {
  readonly hhiBounds: {
    readonly in: { readonly named: readonly number[]; readonly remainder: number };
    readonly out: readonly [number, number];
  };
  readonly cent_even10: Concentrated;
  readonly cent_mono: Concentrated;
  readonly cent_seed_market: Concentrated;
  readonly cent_skew: Concentrated;
  readonly graph: Readonly<
    Record<string, { readonly service?: number; readonly need: readonly (readonly string[])[] }>
  >;
  readonly blast: {
    readonly accessNakamoto_half: { readonly k: number; readonly providers: readonly string[]; readonly share: number };
  } & Readonly<
    Record<"aws_use1" | "cloudflare" | "aws_use1+gcp", { readonly down: readonly string[]; readonly share: number }>
  >;
}
