import type { ReactNode } from "react";
import { askedOf } from "#components/about/asked.ts";
import { optedOutOf } from "#components/about/opted-out.ts";
import { Section } from "#components/service/section.tsx";
import { addressIn, type Language, type Words } from "#components/words/words.ts";
import { contactLink } from "#domain/publish/operator.ts";
import type { Overview } from "#domain/status/overview.ts";

export interface AboutProps {
  readonly operator: string | null;
  readonly contact: string | null;
  readonly userAgent: string;
  /** Null when it cannot be read. */
  readonly overview: Overview | null;
  readonly world: boolean;
  readonly language: Language;
  readonly words: Words;
}

/** Who runs this instance, what it asks of others, and how they can have it stopped. */
export function AboutPage({ operator, contact, userAgent, overview, world, language, words }: AboutProps) {
  const say = words.instance;
  const asked = overview === null ? null : askedOf(overview);
  const optedOut = overview === null ? [] : optedOutOf(overview);
  return (
    <>
      <h1 className="pt-6">{operator === null ? say.headline.nobody : say.headline.by(operator)}</h1>
      <p className="mt-3 max-w-[72ch] text-[14.5px] text-ink-2">{say.stand}</p>
      <Section id="contact" heading={say.contact.heading}>
        {contact === null ? (
          <Text>{say.contact.none}</Text>
        ) : (
          <Text>
            {say.contact.to}
            <Contact contact={contact} />
          </Text>
        )}
        <Text>{say.contact.records}</Text>
      </Section>
      <Section id="sent" heading={say.sent.heading}>
        {world && <Text>{say.sent.world}</Text>}
        <Text>{say.sent.what}</Text>
        <p className="my-2 break-words border-rule-2 border-l-2 py-0.5 pl-3 font-mono text-[12.5px]">
          <code className="font-[inherit]">{userAgent}</code>
        </p>
        <Text>
          {asked === null
            ? say.sent.unknown
            : say.sent.how(words.number(asked.checks), words.number(asked.services), {
                from: words.duration(asked.mostOftenS),
                to: words.duration(asked.leastOftenS),
                perMinute: words.number(asked.perMinute),
              })}
        </Text>
        <Text>{say.sent.manners}</Text>
      </Section>
      <Section id="opt-out" heading={say.optOut.heading}>
        <Text>{contact === null ? say.optOut.nobody : say.optOut.write}</Text>
        <Text>{say.optOut.refuse}</Text>
        {optedOut.length > 0 && (
          <>
            <Text>{say.optOut.listed}</Text>
            <ul className="max-w-[72ch] list-disc pt-1 pl-5">
              {optedOut.map(({ who, services, since }) => (
                <li key={who} className="break-words">
                  {say.optOut.entry(
                    who,
                    services.join(words.comma),
                    since === null ? null : words.shortDate(Date.parse(since)),
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
      <Section id="readers" heading={say.readers.heading}>
        <Text>{say.readers.text}</Text>
      </Section>
      <Section id="licence" heading={say.licence.heading}>
        <Text>{say.licence.software}</Text>
        <Text>
          {say.licence.methods}
          <a href={addressIn(language, "/methodology")}>{words.methodology.title}</a>
        </Text>
      </Section>
    </>
  );
}

function Text({ children }: { children: ReactNode }) {
  return <p className="max-w-[72ch] pt-1">{children}</p>;
}

function Contact({ contact }: { contact: string }) {
  const link = contactLink(contact);
  const text = contact.replace(/^mailto:/i, "");
  return link === null ? (
    <span className="break-words font-mono text-[12.5px]">{text}</span>
  ) : (
    <a href={link}>{text}</a>
  );
}
