import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { randomSecret } from "#db/sealing.ts";
import { encodeBody } from "#domain/publish/webhook/encode.ts";
import { tellGroup } from "#domain/publish/webhook/group.ts";
import { webhookId } from "#domain/publish/webhook/signature.ts";
import { EVERYTHING } from "#domain/publish/webhook/subscription.ts";
import { detail, envelope, groupNow } from "#domain/publish/webhook/testing/groups.ts";
import { signatureHeaders } from "#workers/deliver/sign.ts";

const [secret, older, foreign] = [randomSecret(), randomSecret(), randomSecret()];
const now = Date.now();
const message = tellGroup(groupNow([detail()]), { filter: EVERYTHING, language: "ja" }, null);
if (message === null) throw new Error("nothing was told");
const body = encodeBody("standard", message, envelope()) ?? "";
const headers = (at = now, secrets: readonly string[] = [secret]) =>
  signatureHeaders({ id: webhookId("abc"), body, secrets }, at);
const verify = (by: string, text: string, given: Record<string, string>) => new Webhook(by).verify(text, given);

describe("the official verifier", () => {
  it("accepts what we sign, with letters beyond ASCII in it", () => {
    expect(body).toMatch(/障害/);
    expect(verify(secret, body, headers())).toMatchObject({ type: "incident.created" });
  });
  it("refuses a body, an id, a stamp and a signature that were changed, and another's secret", () => {
    const changes: [string, Record<string, string>][] = [
      [body.replace("障", "陣"), headers()],
      [`${body} `, headers()],
      [body, { ...headers(), "webhook-id": webhookId("abd") }],
      [body, { ...headers(), "webhook-timestamp": String(Math.floor(now / 1_000) - 1) }],
      [body, { ...headers(), "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}` }],
    ];
    for (const [text, given] of changes) expect(() => verify(secret, text, given)).toThrow(WebhookVerificationError);
    expect(() => verify(foreign, body, headers())).toThrow(WebhookVerificationError);
  });
  it("refuses a stamp that is older than five minutes: every attempt has its own", () => {
    expect(() => verify(secret, body, headers(now - 301_000))).toThrow(/too old/);
    expect(verify(secret, body, headers(now - 290_000))).toMatchObject({ type: "incident.created" });
  });
  it("accepts either secret while both sign", () => {
    const both = headers(now, [secret, older]);
    expect(verify(secret, body, both)).toEqual(verify(older, body, both));
  });
});
