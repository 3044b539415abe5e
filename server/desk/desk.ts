import type { Sql } from "#db/client.ts";
import { readManaged, unknownServices } from "#db/read/subscriptions.ts";
import { readCapability, type SealingKeys } from "#db/sealing.ts";
import {
  addSubscription,
  type Confirmed,
  confirmSubscription,
  enableSubscription,
  endSubscription,
  queueTest,
  rotateSecret,
  type SubscriptionRefusal,
} from "#db/write/subscriptions.ts";
import type { ManagedSubscription } from "#domain/publish/webhook/managed.ts";
import type { TargetRules } from "#domain/publish/webhook/target.ts";
import type { EpochMs } from "#domain/time.ts";
import { readWish, type WishProblem } from "#server/desk/wish.ts";

export interface DeskOptions {
  readonly sql: Sql;
  readonly keys: SealingKeys;
  readonly rules: TargetRules;
  readonly now: () => EpochMs;
}

export type Added =
  | { readonly kind: "added"; readonly id: string; readonly secret: string; readonly manageToken: string }
  | { readonly kind: "wrong"; readonly problems: readonly WishProblem[] }
  | { readonly kind: "refused"; readonly why: SubscriptionRefusal };

export const MANAGE_ACTIONS = ["test", "rotate", "enable", "end"] as const;
export type ManageAction = (typeof MANAGE_ACTIONS)[number];

/** `null`: the token manages nothing. `done: false`: it is not in the state for that. */
export type Managed = { readonly done: boolean; readonly secret: string | null } | null;

/** Where people subscribe, confirm, manage and end: the same for the API and the pages. */
export interface Desk {
  /** @param requester who asks, as far as people are told apart */
  add(input: unknown, requester: string): Promise<Added>;
  read(manageToken: string): Promise<ManagedSubscription | null>;
  manage(manageToken: string, action: ManageAction): Promise<Managed>;
  /** What the subscription is then. A token that is none of ours leads to none. */
  confirm(token: string): Promise<Confirmed>;
  /** @returns whether the token is one of ours; who ends twice has done it all the same */
  end(token: string): Promise<boolean>;
}

export function createDesk({ sql, keys, rules, now }: DeskOptions): Desk {
  return {
    add: async (input, requester) => {
      const read = readWish(input, rules);
      if ("problems" in read) return { kind: "wrong", problems: read.problems };
      return sql.begin(async (tx): Promise<Added> => {
        const unknown = await unknownServices(tx, read.wish.filter.services);
        if (unknown.length > 0) {
          const problems = unknown.slice(0, 10).map((slug) => ({ name: "services", detail: `has no ${slug}` }));
          return { kind: "wrong", problems };
        }
        const added = await addSubscription(tx, keys, { ...read.wish, requester }, now());
        return "refused" in added ? { kind: "refused", why: added.refused } : { kind: "added", ...added };
      });
    },
    read: (manageToken) => sql.begin((tx) => readManaged(tx, manageToken)),
    manage: (manageToken, action) =>
      sql.begin(async (tx): Promise<Managed> => {
        const subscription = await readManaged(tx, manageToken);
        if (subscription === null) return null;
        const { id } = subscription;
        if (action === "rotate") {
          const secret = await rotateSecret(tx, keys, id, now());
          return { done: secret !== null, secret };
        }
        const act = { test: queueTest, enable: enableSubscription, end: endSubscription }[action];
        return { done: await act(tx, id, now()), secret: null };
      }),
    confirm: async (token) => {
      const id = readCapability(keys, "confirm", token);
      return id === null ? "unknown" : sql.begin((tx) => confirmSubscription(tx, id, now()));
    },
    end: async (token) => {
      const id = readCapability(keys, "unsubscribe", token);
      if (id === null) return false;
      await sql.begin((tx) => endSubscription(tx, id, now()));
      return true;
    },
  };
}
