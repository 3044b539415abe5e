import { wordsOf } from "#components/words/words.ts";

/** Next.js gives this page no parameters, so it speaks both languages. */
export default function NotFound() {
  return (
    <main className="mx-auto max-w-[1280px] px-4 py-12 desk:px-8">
      {(["en", "ja"] as const).map((language) => {
        const words = wordsOf(language);
        return (
          <section key={language} lang={language} className="mb-8">
            <h1>{words.notFound.heading}</h1>
            <p className="mt-3 text-ink-2">
              {words.notFound.text} <a href={language === "en" ? "/" : "/ja"}>{words.notFound.back}</a>
            </p>
          </section>
        );
      })}
    </main>
  );
}
