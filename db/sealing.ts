import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Secrets at rest: AES-256-GCM under the operator's key (FAULTLINE_SECRET_KEY). Several keys may be named; the first seals,
 * each opens, so that a key is changed by putting the new one before the old.
 */
export interface SealingKeys {
  /** The newest: what is sealed now. */
  readonly current: SealingKey;
  readonly all: readonly SealingKey[];
}

export interface SealingKey {
  /** Follows from the key, and says nothing of it. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** One or more keys of 32 bytes in base64 or hex, with commas between. */
export const SECRET_KEY = /^(?:[A-Za-z0-9+/]{43}=|[0-9a-fA-F]{64})(?:,(?:[A-Za-z0-9+/]{43}=|[0-9a-fA-F]{64}))*$/;

/** @throws Error when the text is not of that form; it does not repeat the text */
export function readSealingKeys(text: string): SealingKeys {
  if (!SECRET_KEY.test(text)) throw new Error("not a list of 32-byte keys in base64 or hex");
  const all = text.split(",").map((part): SealingKey => {
    const bytes = Buffer.from(part, part.length === 64 ? "hex" : "base64");
    return { id: createHash("sha256").update("faultline key id").update(bytes).digest("hex").slice(0, 8), bytes };
  });
  const [current] = all;
  if (current === undefined) throw new Error("no key");
  return { current, all };
}

/** A key of its own for each purpose. */
function derived({ bytes }: SealingKey, purpose: string): Buffer {
  return createHmac("sha256", bytes).update(purpose).digest();
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param owner whose it is: under another's name it cannot be opened */
export function seal({ current }: SealingKeys, owner: string, value: unknown): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", derived(current, "seal"), iv).setAAD(Buffer.from(owner));
  const bytes = Buffer.concat([iv, cipher.update(JSON.stringify(value), "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `1.${current.id}.${bytes.toString("base64url")}`;
}

/** The operator took the key away, or what is stored was changed. */
export class SealedError extends Error {}

/** @throws SealedError */
export function unseal({ all }: SealingKeys, owner: string, sealed: string): unknown {
  const [version, id, text] = sealed.split(".");
  const key = all.find((one) => one.id === id);
  if (version !== "1" || text === undefined) throw new SealedError("not sealed by us");
  if (key === undefined) throw new SealedError(`the key ${id} is not among those of FAULTLINE_SECRET_KEY`);
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < IV_BYTES + TAG_BYTES) throw new SealedError("not sealed by us");
  const decipher = createDecipheriv("aes-256-gcm", derived(key, "seal"), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const open = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(open.toString("utf8"));
  } catch {
    throw new SealedError("it cannot be opened: it was changed, or is another's");
  }
}

/** What a token allows that is never stored: whoever has the key can make it again. */
export type Capability = "confirm" | "challenge" | "unsubscribe";

/** A token that allows one thing for one subscription: `{id}.{key}.{mac}`. The key's id lets it outlive a change of keys. */
export function capabilityToken({ current }: SealingKeys, capability: Capability, id: string): string {
  return `${id}.${current.id}.${mac(current, capability, id).toString("base64url")}`;
}

/** The subscription that a token is for; null when it is not one of ours, or allows something else. */
export function readCapability({ all }: SealingKeys, capability: Capability, token: string): string | null {
  const [, id = "", keyId, text = ""] = /^([a-z0-9]{1,40})\.([0-9a-f]{8})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  const key = all.find((one) => one.id === keyId);
  if (key === undefined) return null;
  const given = Buffer.from(text, "base64url");
  const expected = mac(key, capability, id);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

function mac(key: SealingKey, capability: Capability, id: string): Buffer {
  return createHmac("sha256", derived(key, "capability")).update(`${capability}:${id}`).digest();
}

/** Of a token or an address that is looked up and not stored. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** 32 random bytes as a token in an address. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A new secret as Standard Webhooks shows it. */
export function randomSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** A public id: 100 bits in small letters and digits. */
export function randomId(): string {
  return [...randomBytes(20)].map((byte) => "abcdefghijkmnpqrstuvwxyz23456789"[byte % 32]).join("");
}
