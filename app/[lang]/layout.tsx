import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import "../globals.css";

interface Props {
  readonly children: ReactNode;
  readonly params: Promise<{ lang: string }>;
}

// Everything on these pages is of this minute: nothing is prerendered, and a build never needs a database.
export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const words = wordsOf(isLanguage(lang) ? lang : "en");
  return {
    title: `${words.title} · Faultline`,
    description: words.tagline,
    icons: { icon: { url: "/icon.svg", type: "image/svg+xml" } },
  };
}

export default async function Layout({ children, params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  return (
    <html lang={lang}>
      <body>{children}</body>
    </html>
  );
}
