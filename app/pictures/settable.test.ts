import { expect, it } from "vitest";
import { SET, settable } from "#app/pictures/settable.ts";

it.each([
  ["Kraken has been down since 14:32 UTC.", "Kraken has been down since 14:32 UTC."],
  ["Übersicht – “naïve” · 5 × 3 … €", "Übersicht – “naïve” · 5 × 3 … €"],
  ["U\u0308bersicht", "Übersicht"],
  ["us-east-1 → us-west-2", "us-east-1 -> us-west-2"],
  ["Az\u2011Zone, 5\u202fs", "Az-Zone, 5 s"],
  ["Győr Ｋｒａｋｅｎ ﬁne", "Gyor Kraken fine"],
  ["ビットフライヤー and ビット フライヤー API answer.", "… and … API answer."],
  ["DNS 🚀1️⃣👨‍👩‍👧 fails", "DNS …1… fails"],
  ["\u202eevil\u0007\u0000\ud800\u{1f1ef}\u{1f1f5}", "evil…"],
  ["", ""],
])("%j is set as %j", (text, set) => {
  expect(settable(text)).toBe(set);
});

it("of no character is more asked for than the faces have, and all that they have stays as it is", () => {
  for (let code = 0; code < 0x11_0000; code += 1) {
    const character = String.fromCodePoint(code);
    const set = settable(character);
    if (SET.test(character) && set !== character) throw new Error(`U+${code.toString(16)} is spelled ${set}`);
    if (![...set].every((part) => SET.test(part))) throw new Error(`U+${code.toString(16)} is spelled ${set}`);
  }
});
