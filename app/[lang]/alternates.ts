import type { Metadata } from "next";
import { addressIn, type Language } from "#components/words/words.ts";

/** A page's own address and those of it in either language. `path`: without a language, as `Shell` takes it. */
export function alternatesOf(path: string, language: Language): NonNullable<Metadata["alternates"]> {
  const [en, ja] = [addressIn("en", path), addressIn("ja", path)];
  return { canonical: language === "ja" ? ja : en, languages: { en, ja, "x-default": en } };
}
