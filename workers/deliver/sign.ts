import { createHmac } from "node:crypto";
import { signedContent, webhookTimestamp } from "#domain/publish/webhook/signature.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Headers of Standard Webhooks 1.0.0 for one attempt. The stamp is the attempt's, the id the delivery's.
 * @param secrets `whsec_…`, the newest first: during a change each signs, and a receiver that knows any of them accepts
 */
export function signatureHeaders(
  { id, body, secrets }: { readonly id: string; readonly body: string; readonly secrets: readonly string[] },
  now: EpochMs,
): Record<string, string> {
  const stamp = webhookTimestamp(now);
  const content = signedContent(id, stamp, body);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": String(stamp), "webhook-signature": signatures.join(" ") };
}
