import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSecureContext, type SecureContext } from "node:tls";
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { EpochMs } from "#domain/time.ts";

/** How a leaf can be wrong. `rogue` is signed by an authority nobody trusts, `unusable` is no server certificate. */
export type LeafKind = "good" | "expired" | "wrong-name" | "rogue" | "unusable";

export interface Authority {
  readonly caPem: string;
  /** The TLS context with the leaf of a host, made at its first use and renewed before it expires. */
  context(host: string, kind: LeafKind): Promise<SecureContext>;
}

interface Signer {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly name: string;
}

const DAY = 86_400_000;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const CA_FILE = "ca.pem";
const CA_KEY_FILE = "ca.key";

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{64}/g, "$&\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

async function keysFromPem(pem: string, certificate: X509Certificate): Promise<webcrypto.CryptoKeyPair> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const privateKey = await webcrypto.subtle.importKey("pkcs8", der, curve, true, ["sign"]);
  const publicKey = await webcrypto.subtle.importKey("spki", certificate.publicKey.rawData, curve, true, ["verify"]);
  return { privateKey, publicKey };
}

function serial(): string {
  return `40${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString("hex")}`;
}

function makeRoot(name: string, keys: webcrypto.CryptoKeyPair, at: EpochMs): Promise<X509Certificate> {
  return X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name,
    notBefore: new Date(at - DAY),
    notAfter: new Date(at + 3650 * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
}

/** The authority kept in `folder`, when it is whole and good for another year. */
async function keptRoot(folder: string, at: EpochMs): Promise<{ pem: string; keys: webcrypto.CryptoKeyPair } | null> {
  if (!existsSync(join(folder, CA_FILE)) || !existsSync(join(folder, CA_KEY_FILE))) return null;
  try {
    const pem = readFileSync(join(folder, CA_FILE), "utf8");
    const certificate = new X509Certificate(pem);
    if (certificate.notAfter.getTime() < at + 365 * DAY) return null;
    return { pem, keys: await keysFromPem(readFileSync(join(folder, CA_KEY_FILE), "utf8"), certificate) };
  } catch {
    return null; // A damaged file is no reason to stop: a new authority is made.
  }
}

async function rootOf(
  folder: string,
  name: string,
  at: EpochMs,
): Promise<{ pem: string; keys: webcrypto.CryptoKeyPair }> {
  const kept = await keptRoot(folder, at);
  if (kept) return kept;
  const keys = await makeKeys();
  const pem = `${(await makeRoot(name, keys, at)).toString("pem")}\n`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, CA_KEY_FILE), await keyPem(keys.privateKey), { mode: 0o600 });
  chmodSync(join(folder, CA_KEY_FILE), 0o600); // `mode` is ignored when the file was there before.
  writeFileSync(join(folder, CA_FILE), pem);
  return { pem, keys };
}

function leafExtensions(host: string, kind: LeafKind): Extension[] {
  const name = kind === "wrong-name" ? "another-host.world.invalid" : host;
  const use = kind === "unusable" ? ExtendedKeyUsage.clientAuth : ExtendedKeyUsage.serverAuth;
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([use]),
    new SubjectAlternativeNameExtension([{ type: "dns", value: name }]),
  ];
}

async function makeLeaf(
  host: string,
  kind: LeafKind,
  signer: Signer,
  publicKey: webcrypto.CryptoKey,
  at: EpochMs,
): Promise<X509Certificate> {
  const [from, to] = kind === "expired" ? [at - 100 * DAY, at - 10 * DAY] : [at - DAY, at + 89 * DAY];
  return X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=${host.slice(0, 64)}`,
    issuer: signer.name,
    notBefore: new Date(from),
    notAfter: new Date(to),
    signingAlgorithm: ALGORITHM,
    publicKey,
    signingKey: signer.keys.privateKey,
    extensions: leafExtensions(host, kind),
  });
}

/**
 * The world's certificate authority. `machineNow` is the machine's own clock, not the world's: OpenSSL judges dates by
 * that one, even when the world runs through a past day. All leaves share one key, which saves a key per host.
 */
export async function openAuthority(folder: string, machineNow: () => EpochMs): Promise<Authority> {
  cryptoProvider.set(webcrypto as Crypto);
  const [rootName, rogueName] = ["CN=Faultline world, loopback only", "CN=Nobody's authority"];
  const root = await rootOf(folder, rootName, machineNow());
  const [leafKeys, rogueKeys] = await Promise.all([makeKeys(), makeKeys()]);
  const leafKey = await keyPem(leafKeys.privateKey);
  const cache = new Map<string, { context: Promise<SecureContext>; renewAt: EpochMs }>();

  async function build(host: string, kind: LeafKind, at: EpochMs): Promise<SecureContext> {
    const signer = kind === "rogue" ? { keys: rogueKeys, name: rogueName } : { keys: root.keys, name: rootName };
    const leaf = await makeLeaf(host, kind, signer, leafKeys.publicKey, at);
    return createSecureContext({ key: leafKey, cert: leaf.toString("pem") });
  }

  return {
    caPem: root.pem,
    context(host, kind) {
      const key = `${kind} ${host}`;
      const at = machineNow();
      let entry = cache.get(key);
      if (!entry || entry.renewAt < at) {
        entry = { context: build(host, kind, at), renewAt: at + 60 * DAY };
        cache.set(key, entry);
      }
      return entry.context;
    },
  };
}
