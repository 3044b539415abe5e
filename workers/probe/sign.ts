import { createPrivateKey, sign } from "node:crypto";

/** The fixed beginning of a PKCS #8 Ed25519 private key (RFC 8410, 7), before the 32 bytes of the seed. */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
const SEED_BYTES = 32;

export interface SignedRequest {
  readonly method: string;
  /** With the query, as it stands in the request line. */
  readonly path: string;
  readonly body: string;
}

/**
 * Headers of Robinhood's crypto trading API: an Ed25519 signature over key, time, path, method and body.
 * Source: https://docs.robinhood.com/crypto/trading/#section/Authentication
 * @param secret base64 of the 32-byte seed, or of the 64 bytes of seed and public key
 * @throws Error when the secret is no such key
 */
export function robinhoodHeaders(
  { method, path, body }: SignedRequest,
  key: string,
  secret: string,
  epochS: number,
): Record<string, string> {
  const bytes = Buffer.from(secret, "base64");
  if (bytes.length !== SEED_BYTES && bytes.length !== 2 * SEED_BYTES) throw new Error("not an Ed25519 seed in base64");
  const der = Buffer.concat([PKCS8_ED25519, bytes.subarray(0, SEED_BYTES)]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const signature = sign(null, Buffer.from(`${key}${epochS}${path}${method}${body}`), privateKey);
  return {
    "x-api-key": key,
    "x-timestamp": String(epochS),
    "x-signature": signature.toString("base64"),
  };
}
