import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** The fixed head of an Ed25519 private key in PKCS#8; the 32 bytes of the seed follow. */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The private key of a seed in base64. */
export function privateKeyOf(seedBase64: string): KeyObject {
  const key = Buffer.concat([PKCS8_ED25519, Buffer.from(seedBase64, "base64")]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}

/** The public key that belongs to it. */
export function publicKeyOf(seedBase64: string): KeyObject {
  return createPublicKey(privateKeyOf(seedBase64));
}
