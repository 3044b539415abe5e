import { expect, it } from "vitest";
import { nearNames, plainName } from "#domain/publish/near-names.ts";

const KNOWN = [
  { slug: "infura", names: ["Infura (MetaMask Developer)", "infura-ethereum-mainnet"] },
  { slug: "kraken", names: ["Kraken"] },
  { slug: "kucoin", names: ["KuCoin"] },
  { slug: "xrpl", names: ["XRP Ledger", "ripple"] },
  { slug: "bitcoin", names: ["Bitcoin"] },
  { slug: "bitcoin-cash", names: ["Bitcoin Cash"] },
];
const near = (asked: string) => nearNames(asked, KNOWN).map(({ slug }) => slug);

it.each([
  ["krakn", "kraken"],
  ["karken", "kraken"],
  ["KRAKEN", "kraken"],
  ["ｋｒａｋｅｎ", "kraken"],
  ["infra", "infura"],
  ["metamask", "infura"],
  ["ripple", "xrpl"],
  ["xrp-ledger", "xrpl"],
  ["bitcoincash", "bitcoin-cash"],
])("%s is near to %s", (asked, slug) => {
  expect(near(asked)[0]).toBe(slug);
});

it("what is misspelt stands before what merely holds the name", () => {
  expect(near("bitcoin")).toEqual(["bitcoin", "bitcoin-cash"]);
});

it.each(["", "-", "zzzzzz", "b", "%E5%A4%89", "x".repeat(64)])("nothing is near to %j", (asked) => {
  expect(near(asked)).toEqual([]);
});

it("no more than five are proposed", () => {
  const many = Array.from({ length: 9 }, (_, n) => ({ slug: `chain-${n}`, names: [] }));
  expect(nearNames("chain", many)).toHaveLength(5);
});

it("a plain name has letters and digits only", () => {
  expect(plainName(" XRP Ledger (XRPL) ")).toBe("xrpledgerxrpl");
});
