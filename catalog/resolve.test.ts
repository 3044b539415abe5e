import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { resolveSubject } from "#catalog/resolve.ts";
import { draftFolder } from "#catalog/testing/draft.ts";

/** Subjects of dossiers that are not services here: clouds, and systems that only the replay knows. */
const ELSEWHERE = new Set([
  "aws-ap-northeast-1",
  "aws-me-central-1",
  "aws-me-south-1",
  "aws-us-east-1",
  "cloudflare",
  "gcp-global",
  "bitmax",
  "crypto-exchanges",
  "oisy-wallet",
  "opensea",
  "wallet-of-satoshi",
  "xaman-wallet",
]);

function idOf(name: string): string | null {
  const subject = resolveSubject(ownCatalog, name);
  if (!subject) return null;
  return [subject.service.slug, subject.component?.slug, subject.check?.slug].filter(Boolean).join("/");
}

describe("resolveSubject", () => {
  test.each([
    ["kraken", "kraken"],
    ["gate-io", "gate"],
    ["huobi", "htx"],
    ["polygon", "polygon-pos"],
    ["optimism", "op-mainnet"],
    ["arbitrum", "arbitrum-one"],
    ["infura-ethereum-mainnet", "infura/ethereum"],
    ["infura-scroll", "infura/scroll"],
    ["arbitrum-sequencer", "arbitrum-one/sequencer"],
    ["op-sequencer", "op-mainnet/sequencer"],
    ["base-sequencer", "base/sequencer"],
    ["infura/polygon", "infura/polygon"],
    ["infura/polygon/head", "infura/polygon/head"],
    ["huobi/api/book", "htx/api/book"],
  ])("%s is %s", (name, id) => {
    expect(idOf(name)).toBe(id);
  });

  test.each([
    "",
    "nowhere",
    "kraken/web",
    "kraken/api/nothing",
    "kraken/api/book/x",
    "infura-polygon/head",
    "__proto__",
  ])("%j is nothing", (name) => {
    expect(resolveSubject(ownCatalog, name)).toBeNull();
  });

  test(
    draftFolder === null
      ? "the dossiers are not beside this checkout, so their subjects are not looked up"
      : "every subject of the dossiers is a service, a part of one, a cloud or known to the replay only",
    () => {
      const folder = draftFolder === null ? null : `${draftFolder}dossiers/`;
      const texts = folder === null ? [] : readdirSync(folder).map((file) => readFileSync(folder + file, "utf8"));
      const subjects = new Set(
        texts.flatMap((text) => [...text.matchAll(/"subject":\s*"([^"]+)"/g)].flatMap((match) => match[1] ?? [])),
      );
      const unknown = [...subjects].filter((subject) => idOf(subject) === null);
      expect(new Set(unknown)).toEqual(folder === null ? new Set() : ELSEWHERE);
    },
  );
});
