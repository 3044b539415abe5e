import { capabilityToken, type SealingKeys } from "#db/sealing.ts";
import type { Claim } from "#db/write/claims.ts";
import type { Sealed } from "#db/write/subscriptions.ts";
import type { Envelope } from "#domain/publish/webhook/envelope.ts";

/** Where people confirm and end a subscription: a page each, which acts on POST alone. */
const PATHS = { confirm: "/subscribe/confirm", unsubscribe: "/subscribe/end" } as const;

/** What stands around a claimed delivery's message: the same at every attempt while the operator's key is. */
export function envelopeOf(claim: Claim, { routingKey }: Sealed, site: string, keys: SealingKeys): Envelope {
  const { subscription, message } = claim;
  const page = message.language === "ja" ? `${site}/ja` : site;
  const token = (capability: keyof typeof PATHS) =>
    `${page}${PATHS[capability]}/${capabilityToken(keys, capability, subscription)}`;
  return {
    site,
    unsubscribe: token("unsubscribe"),
    generatedAt: claim.createdAt,
    sequence: claim.sequence,
    consent:
      message.type === "subscription.verification"
        ? { challenge: capabilityToken(keys, "challenge", subscription), confirmUrl: token("confirm") }
        : null,
    routingKey,
  };
}

/** Whether a receiver agreed: it repeats the challenge, as JSON. A status alone is no consent. */
export function isConsent(body: Buffer, { consent }: Envelope): boolean {
  if (consent === null) return false;
  try {
    const answer: unknown = JSON.parse(body.toString("utf8"));
    return (
      typeof answer === "object" && answer !== null && "challenge" in answer && answer.challenge === consent.challenge
    );
  } catch {
    return false;
  }
}
