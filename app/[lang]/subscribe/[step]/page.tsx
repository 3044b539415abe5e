import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { SubscribeStep } from "#components/subscribe/step.tsx";
import { Missing } from "#components/ui/missing.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { COUNTER_OUTCOMES, COUNTER_STEPS } from "#domain/publish/webhook/counter.ts";
import { answerMissing } from "#server/answer.ts";

interface Props {
  readonly params: Promise<{ lang: string; step: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const stepOf = (text: string) => COUNTER_STEPS.find((one) => one === text);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, step } = await params;
  const language = isLanguage(lang) ? lang : "en";
  if (stepOf(step) === undefined) return missingHead(language);
  const { nav, description } = wordsOf(language).subscribe;
  return headOf(null, language, { title: nav, description });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang, step: name } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const step = stepOf(name);
  const { is } = await searchParams;
  if (step === undefined) answerMissing();
  const missing = words.subscribe.said.unknown;
  return (
    <Shell language={lang} words={words} world={isWorld()} path={null}>
      {step === undefined ? (
        <Missing
          heading={missing.headline}
          text={missing.stand}
          href={words.subscribe.at("/subscribe")}
          all={words.subscribe.nav}
        />
      ) : (
        <SubscribeStep step={step} outcome={COUNTER_OUTCOMES.find((one) => one === is) ?? "unknown"} words={words} />
      )}
    </Shell>
  );
}
