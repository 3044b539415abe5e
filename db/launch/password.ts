import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "./errors.ts";

const FILE = "postgres-password";
const BYTES = 32;
const SCRAM_ROUNDS = 4096;

/** The password kept in a home, or null when there is none that can be used. */
export function readPassword(home: string): string | null {
  const path = join(home, FILE);
  try {
    const password = readFileSync(path, "utf8").trim();
    chmodSync(path, 0o600);
    return /^[\w-]{32,}$/.test(password) ? password : null;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** A new random password that needs no quoting anywhere. */
export function newPassword(): string {
  return randomBytes(BYTES).toString("base64url");
}

/** Keeps a password in the home, in a file only its owner can read. */
export function keepPassword(home: string, password: string): void {
  const path = join(home, FILE);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

/**
 * What Postgres stores for a password (RFC 5803). Sent in place of the password itself, which then cannot turn up in the
 * server's log with a statement that failed.
 */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, SCRAM_ROUNDS, 32, "sha256");
  const keyFor = (purpose: string): Buffer => createHmac("sha256", salted).update(purpose).digest();
  const stored = createHash("sha256").update(keyFor("Client Key")).digest("base64");
  const server = keyFor("Server Key").toString("base64");
  return `SCRAM-SHA-256$${SCRAM_ROUNDS}:${salt.toString("base64")}$${stored}:${server}`;
}
