import { z } from "zod";

/** What is said over the world's control channel, both ways. */

export const failRequest = z.strictObject({
  target: z.string().min(1).max(200),
  /** May be left out for a vantage, whose only fault is to lose its network. */
  fault: z.string().min(1).max(60).optional(),
});

export const healRequest = z.strictObject({ target: z.string().min(1).max(200).optional() });

/** Why an order was not carried out. */
export const refusal = z.object({ refusal: z.string(), near: z.array(z.string()) });
export type Refusal = z.infer<typeof refusal>;

export const failReply = z.object({
  target: z.string(),
  fault: z.string(),
  /** In words: what happens now. */
  does: z.string(),
  /** Checks under the target that see it. */
  hit: z.array(z.string()),
  /** Connection faults: hosts, and the checks beyond the target that share them. */
  hosts: z.array(z.object({ host: z.string(), address: z.string(), others: z.array(z.string()) })),
  /** Checks beyond the target that send the very same request to the same host. */
  sameRequest: z.array(z.string()),
  /** Checks under the target at which this fault makes no sense. */
  untouched: z.array(z.string()),
});
export type FailReply = z.infer<typeof failReply>;

const activeOrder = z.object({
  target: z.string(),
  fault: z.string(),
  since: z.number(),
  hosts: z.array(z.string()),
  checks: z.array(z.string()),
  resolvers: z.array(z.string()),
  vantages: z.array(z.string()),
  chains: z.array(z.string()),
  windows: z.array(z.string()),
});

export const healReply = z.object({
  /** Orders that held something under the target, as they were. */
  healed: z.array(z.object({ target: z.string(), fault: z.string() })),
  /** Orders that still hold something, anywhere. */
  left: z.array(activeOrder),
});
export type HealReply = z.infer<typeof healReply>;

export const statusReply = z.object({
  pid: z.number(),
  since: z.number(),
  now: z.number(),
  dns: z.string(),
  /** Answered, and failed on purpose. */
  requests: z.number(),
  spoiled: z.number(),
  /** Of them, by host. */
  asked: z.record(z.string(), z.number()),
  /** Requests that no stand-in knew, with how often. */
  unanswered: z.array(z.object({ request: z.string(), times: z.number() })),
  /** Requests answered from the rules of their checks, for want of a stand-in. */
  madeUp: z.array(z.string()),
  orders: z.array(activeOrder),
  /** What the clouds' feeds and the vendors' pages have posted, oldest first. */
  posted: z.array(
    z.object({
      /** A region such as `aws/us-east-1`, or the host of a vendor's page. */
      by: z.string(),
      title: z.string(),
      at: z.number(),
      closedAt: z.number().nullable(),
    }),
  ),
});
export type StatusReply = z.infer<typeof statusReply>;

export const listReply = z.object({
  services: z.array(
    z.object({ slug: z.string(), checks: z.array(z.object({ id: z.string(), host: z.string(), region: z.string() })) }),
  ),
  clouds: z.array(z.object({ region: z.string(), services: z.array(z.string()), hosts: z.number() })),
  chains: z.array(z.string()),
  vantages: z.array(z.object({ name: z.string(), address: z.string() })),
  controls: z.array(z.string()),
  /** Addresses of those that checks ask. */
  resolvers: z.array(z.string()),
  connectionFaults: z.record(z.string(), z.string()),
  applicationFaults: z.record(z.string(), z.string()),
  announcements: z.record(z.string(), z.string()),
});
export type ListReply = z.infer<typeof listReply>;
