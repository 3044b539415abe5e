import type { Layer } from "#domain/check/service.ts";

/** The row of a replay that a claim is about. */
export interface SubjectRow {
  /** `access/infura`, `chain/base`, `cloud/aws/us-east-1`: as in the live picture. */
  readonly id: string;
  readonly stratum: Layer;
  /** Null for what the catalog does not know: the dossier names it. */
  readonly name: string | null;
  /** Of its page, without a language; null where there is none. */
  readonly path: string | null;
  /** The part of it that the claim is about; null for all of it. */
  readonly part: { readonly slug: string; readonly name: string } | null;
}
