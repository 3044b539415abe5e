import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  capabilityToken,
  randomId,
  randomSecret,
  readCapability,
  readSealingKeys,
  SealedError,
  seal,
  unseal,
} from "#db/sealing.ts";

const [old, young] = [randomBytes(32).toString("base64"), randomBytes(32).toString("hex")];
const keys = readSealingKeys(old);
const rotated = readSealingKeys(`${young},${old}`);

describe("secrets at rest", () => {
  it("are opened by whoever sealed them, for their owner alone", () => {
    const sealed = seal(keys, "one", { url: "https://hooks.example.org/secret" });
    expect(sealed).not.toContain("secret");
    expect(unseal(keys, "one", sealed)).toEqual({ url: "https://hooks.example.org/secret" });
    expect(() => unseal(keys, "two", sealed)).toThrow(SealedError);
    expect(seal(keys, "one", 1)).not.toBe(seal(keys, "one", 1));
  });
  it("cannot be changed without notice, in any byte", () => {
    const sealed = seal(keys, "one", "x");
    const [version, id, text = ""] = sealed.split(".");
    const bytes = Buffer.from(text, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(keys, "one", `${version}.${id}.${changed.toString("base64url")}`)).toThrow(SealedError);
    }
    expect(() => unseal(keys, "one", `1.${id}.AAAA`)).toThrow(SealedError);
    expect(() => unseal(keys, "one", "x")).toThrow(SealedError);
  });
  it("outlive a change of keys while the old one is named, and say which one is missing when it is not", () => {
    const sealed = seal(keys, "one", "x");
    expect(unseal(rotated, "one", sealed)).toBe("x");
    expect(seal(rotated, "one", "x").split(".")[1]).not.toBe(keys.current.id);
    expect(() => unseal(readSealingKeys(young), "one", sealed)).toThrow(keys.current.id);
  });
  it.each(["", "short", `${old},`, `${old};${young}`, "g".repeat(64), randomBytes(16).toString("base64")])(
    "%j is no key, and is not repeated",
    (text) => {
      expect(() => readSealingKeys(text)).toThrow(/^not a list of 32-byte keys in base64 or hex$/);
    },
  );
});

describe("tokens that are stored nowhere", () => {
  it("allow one thing for one subscription, under a changed key, too", () => {
    const token = capabilityToken(keys, "unsubscribe", "abc");
    expect(readCapability(keys, "unsubscribe", token)).toBe("abc");
    expect(readCapability(rotated, "unsubscribe", token)).toBe("abc");
    expect(readCapability(keys, "confirm", token)).toBeNull();
    expect(readCapability(keys, "unsubscribe", token.replace("abc", "abd"))).toBeNull();
    expect(readCapability(readSealingKeys(young), "unsubscribe", token)).toBeNull();
    expect(readCapability(keys, "unsubscribe", `${token}x`)).toBeNull();
    expect(readCapability(keys, "unsubscribe", "")).toBeNull();
  });
  it("ids have no dot, secrets the specification's form", () => {
    expect(randomId()).toMatch(/^[a-z2-9]{20}$/);
    expect(randomSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });
});
