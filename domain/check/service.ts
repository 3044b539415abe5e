/**
 * What the catalog says of services, their parts, the chains and the controls. What it says of a single check stands in
 * `domain/check/spec.ts`. Types only: `catalog/schema.ts` checks files against them.
 */
import type { CheckSpec, RpcFamily, Verification } from "#domain/check/spec.ts";

export const SERVICE_KINDS = [
  "exchange",
  "broker",
  "rpc_provider",
  "l1",
  "l2",
  "wallet",
  "explorer",
  "storage",
  "decentralised_cloud",
  "oracle",
] as const;

export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** `access`: can you reach it. `chain`: are blocks produced. `cloud`: what they stand on. */
export type Layer = "access" | "chain" | "cloud";

export interface ComponentSpec {
  /** The second part of the id. A simple service has one, `api`. */
  readonly slug: string;
  readonly name: string;
  readonly layer: Layer;
  /** Chain (catalog/chains.ts) that this component serves, if it serves one. */
  readonly chain?: string;
  /** Share in the service's status; 1 when absent. */
  readonly weight?: number;
  readonly checks: readonly CheckSpec[];
}

export interface Lifecycle {
  /** `active`, `retired` (closed for good) or `uncertain` (shown, but all its checks are aux until proven). */
  readonly state: "active" | "retired" | "uncertain";
  /** RFC 3339; when it closed. */
  readonly effective?: string;
  readonly note?: string;
  readonly sources?: readonly string[];
}

export const STATUS_PAGE_KINDS = ["statuspage", "instatus", "custom", "unknown", "none"] as const;

export interface StatusPage {
  readonly url: string | null;
  readonly kind: (typeof STATUS_PAGE_KINDS)[number];
  readonly apiUrl: string | null;
  readonly verified: Verification;
  readonly verifiedBy?: string;
  readonly note?: string;
  /** It is the page of others as well: only what names this service there is about it. */
  readonly shared?: boolean;
  /** Slugs of ours by the names that the page's components have: only where what they mean is certain. */
  readonly components?: Readonly<Record<string, string>>;
}

export interface DeclaredHosting {
  readonly provider: string;
  readonly region: string | null;
  readonly claim: string;
  readonly sourceUrl: string;
  readonly strength: string;
  /** Slugs of the parts that the claim is about; the whole service when absent, none that is watched here when empty. */
  readonly components?: readonly string[];
  /** `2025-10-20` or `2025-10`: when it was said, where the source gives a date. */
  readonly date?: string;
}

/** A documented limit of one host: at most `requests` in `perS` seconds from us, over all its checks. */
export interface HostLimit {
  readonly host: string;
  readonly requests: number;
  readonly perS: number;
  readonly source: string;
}

export interface ServiceSpec {
  readonly slug: string;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly homepage: string;
  /**
   * Other names that dossiers and feeds use. The value is what the name stands for: this service's own slug, or the slug
   * of one of its components.
   */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Named in the mission: listed first where order is free. */
  readonly named?: boolean;
  readonly lifecycle: Lifecycle;
  readonly statusPage: StatusPage;
  readonly hosting: readonly DeclaredHosting[];
  /** Services this one depends on. */
  readonly dependsOn?: readonly string[];
  readonly limits?: readonly HostLimit[];
  /** What is known of geo-blocks and bot walls, in words. */
  readonly blocking?: string;
  readonly note?: string;
  readonly components: readonly ComponentSpec[];
}

/** A chain: one table for ids, names and block times. */
export interface ChainSpec {
  readonly slug: string;
  readonly name: string;
  readonly family: RpcFamily;
  /** EVM chain id, or null. */
  readonly chainId: number | null;
  /** Expected block time in seconds, until one is learned. */
  readonly blockTimeS: number;
  /** The chain this one settles on. */
  readonly parent?: string;
  /** Provider lag and head-age limits, in seconds and blocks (guides/rpc-health.md, section 4). */
  readonly limits: {
    readonly providerLagBlocks: number;
    readonly headAgeWarnS: number;
    readonly headAgeCritS: number;
    readonly hashDepth: number;
  };
  readonly source: string;
}

/** A target whose only use is to tell whether the vantage itself can reach the internet. */
export type ControlSpec = {
  readonly slug: string;
  readonly name: string;
  readonly network: string;
  readonly asn: number;
  readonly source: string;
} & (
  | {
      readonly kind: "dns";
      /** The resolver or name server that is asked, by its address. */
      readonly address: string;
      /** A name, asked for its A records, or `.` for the root's own name servers. */
      readonly query: string;
      /** The record that must be among the answers: a network without internet answers every query by itself. */
      readonly expect: string;
    }
  | { readonly kind: "http"; readonly url: string; readonly status: readonly number[] }
);

/** The whole catalog as loaded: our files with the operator's overrides laid over them. */
export interface Catalog {
  readonly services: readonly ServiceSpec[];
  readonly chains: readonly ChainSpec[];
  readonly controls: readonly ControlSpec[];
}
