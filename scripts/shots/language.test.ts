import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogNames, foreignPart } from "#scripts/shots/language.ts";

const names = catalogNames((path) => readFileSync(path, "utf8"));

describe("the other language on a page", () => {
  it("is English words between Japanese ones, or alone", () => {
    expect(foreignPart("ja", "Infuraは seen from one place です", names)).toBe("seen from one place");
    expect(foreignPart("ja", "Show all", names)).toBe("Show all");
    expect(foreignPart("ja", "down", names)).toBe("down");
  });

  it("is not a name of the catalog, an abbreviation, a unit, an address or a check's name", () => {
    for (const text of [
      "Cloudflare Ethereum GatewayとInfura (MetaMask Developer)",
      "Ethereum mainnet",
      "AWS us‑east‑1の障害",
      "HTTP 503、p95 2.9 s",
      "https://status.example.org/api/v2",
      "Azure westeuropeの64サービス",
      "報道：「AWS outage impacting multiple apps」",
      "infura/polygon/head",
      "23:05 UTC、3拠点",
    ])
      expect(foreignPart("ja", text, names), text).toBeNull();
  });

  it("is any Japanese on an English page", () => {
    expect(foreignPart("en", "seen 不明", names)).toBe("seen 不明");
    expect(foreignPart("en", "seen from one place", names)).toBeNull();
  });
});
