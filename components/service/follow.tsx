import { Section } from "#components/service/section.tsx";
import { addressIn, type Language, type Words } from "#components/words/words.ts";
import { readBadgeQuery } from "#domain/publish/badge-query.ts";
import { badgePath } from "#domain/publish/badge-snippets.ts";
import { FEED_FILES, type FeedFile, feedPath } from "#domain/publish/feed/address.ts";

interface Props {
  readonly slug: string;
  /** As it is called in a sentence. */
  readonly name: string;
  /** There are feeds here: whole addresses can be given. */
  readonly feeds: boolean;
  readonly language: Language;
  readonly words: Words;
}

/** How to be told of a service, and how to tell of it: its badge, its feeds, its calendar, messages. */
export function Follow({ slug, name, feeds, language, words }: Props) {
  const say = words.service.follow;
  const query = readBadgeQuery((name) => (name === "lang" ? language : name === "theme" ? "auto" : null));
  return (
    <Section id="follow" heading={say.heading}>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[13.5px]">
        {/* biome-ignore lint/performance/noImgElement: the badge itself, as others show it */}
        <img
          src={badgePath(slug, "status", "svg", query)}
          alt={words.badges.snippets.alt(name)}
          className="h-5 w-auto"
        />
        <a href={`${addressIn(language, "/badges")}?of=${slug}`}>{say.badge}</a>
      </p>
      {feeds && (
        <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[13.5px]">
          {FEED_FILES.map((file) => (
            <a key={file} href={addressIn(language, feedPath({ kind: "service", slug }, file))}>
              {nameOf(file, words)}
            </a>
          ))}
        </p>
      )}
      <p className="mt-2 text-[13.5px]">
        <a href={addressIn(language, "/subscribe")}>{say.messages}</a>
      </p>
    </Section>
  );
}

/** Names of formats: the same in every language. */
const FORMS = { rss: "RSS", atom: "Atom", json: "JSON Feed" } as const;

function nameOf(file: FeedFile, { service: { follow: say } }: Words): string {
  const form = file.slice(file.lastIndexOf(".") + 1);
  if (!(form in FORMS)) return say.calendar;
  const name = FORMS[form as keyof typeof FORMS];
  return file.startsWith("updates") ? say.each(name) : name;
}
