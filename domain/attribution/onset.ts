import type { CloudEvent } from "#domain/attribution/event.ts";
import type { Place } from "#domain/attribution/evidence.ts";
import { type FailureType, isNeutral } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";

/** What shows that a cloud was not the cause, whatever the timing. */
export type Contradiction =
  | { readonly kind: "certificate_expired" }
  | { readonly kind: "wrong_chain" }
  | { readonly kind: "chain_halted" }
  /** The vendor gives a cause that is no cloud of ours. */
  | { readonly kind: "other_cause" }
  /** Counts against an event only when it was announced before that event's onset. */
  | { readonly kind: "maintenance"; readonly announcedAt: EpochMs };

/** What speaks against an event: one of the above, or that the vendor named another cloud. */
export type Objection = Contradiction | ({ readonly kind: "other_cloud_named" } & Place);

/** A service, or one component of it, began to fail. */
export interface Onset {
  /** The incident's id. */
  readonly incident: string;
  /** `infura/polygon`; null: the whole service. */
  readonly component: string | null;
  readonly at: EpochMs;
  /** null while it lasts. */
  readonly recoveredAt: EpochMs | null;
  /** Clouds that the vendor named for this very outage. */
  readonly named: readonly Place[];
  /** State it for past onsets too: what is left out of an event's count must be left out of what it is compared with. */
  readonly contradiction: Contradiction | null;
}

/** Whether the vendor named the event's cloud, and not another region of it. */
export function namesPlace(onset: Onset, event: CloudEvent): boolean {
  return onset.named.some(
    ({ provider, region }) =>
      provider === event.provider && (region === null || event.region === null || region === event.region),
  );
}

/** What shows that this event was not the cause; null when nothing does. */
export function objectionTo(onset: Onset, event: CloudEvent): Objection | null {
  const { contradiction, named } = onset;
  if (contradiction !== null && !isLate(contradiction, event)) return contradiction;
  const [other] = named;
  if (other === undefined || namesPlace(onset, event)) return null;
  return { kind: "other_cloud_named", provider: other.provider, region: other.region };
}

function isLate(contradiction: Contradiction, { t0 }: CloudEvent): boolean {
  return contradiction.kind === "maintenance" && contradiction.announcedAt >= t0.at;
}

const TELLING: Partial<
  Record<FailureType, Contradiction["kind"] & ("certificate_expired" | "wrong_chain" | "chain_halted")>
> = {
  "tls.cert.date_invalid": "certificate_expired",
  "payload.wrong_chain": "wrong_chain",
  "payload.halted": "chain_halted",
};

/** The contradiction that lies in how it failed: all failures that say anything must say the same. */
export function contradictionIn(failureTypes: readonly FailureType[]): Contradiction | null {
  const kinds = new Set(failureTypes.filter((type) => !isNeutral(type)).map((type) => TELLING[type] ?? null));
  const [kind] = kinds;
  return kinds.size === 1 && kind ? { kind } : null;
}
