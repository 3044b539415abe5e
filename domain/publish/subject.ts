import type { Layer } from "#domain/check/service.ts";

/** Whom a sentence is about. */
export interface Subject {
  readonly service: string;
  readonly component: string;
  /** The service has this one component only: it goes by the service's name. */
  readonly single: boolean;
  readonly layer: Layer;
  /** Of the chain that the component serves. */
  readonly chainName: string | null;
  /** The component's chain is known to make blocks now: only then a sentence about settlement may say so. */
  readonly chainMoves?: boolean;
}
