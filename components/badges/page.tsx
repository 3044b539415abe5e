import { type Choice, Form } from "#components/badges/form.tsx";
import { Snippet } from "#components/badges/snippet.tsx";
import { Section } from "#components/service/section.tsx";
import type { Words } from "#components/words/words.ts";
import { ALL, badgePath, frameSnippet, snippetsOf } from "#domain/publish/badge-snippets.ts";

export interface BadgesPageProps {
  readonly choice: Choice;
  /** Every service that has a badge, by slug and name. */
  readonly services: readonly { readonly slug: string; readonly name: string }[];
  /** Where readers find this site; null when nobody said. */
  readonly url: string | null;
  /** Where this machine finds it, while nobody said; null where others may ask, too. */
  readonly ownAddress: string | null;
  readonly words: Words;
}

/** Stands for a public address that nobody has stated. */
const NO_URL = "https://status.example.org";
/** What a bad day needs: on a calm one there is room to spare, but nobody has to scroll for what is wrong. */
const FRAMES = { service: { width: 360, height: 160 }, strata: { width: 640, height: 520 } } as const;

/** A form that makes a badge, the badge, and what to copy. It is an address: no script is needed. */
export function BadgesPage(props: BadgesPageProps) {
  const { url, ownAddress, words } = props;
  const say = words.badges;
  const { noUrl, ownOnly } = say.snippets;
  return (
    <>
      <h1 className="pt-6">{say.headline}</h1>
      <p className="mt-3 max-w-[72ch] text-[14.5px] text-ink-2">{say.stand}</p>
      <Section id="make" heading={say.form.heading}>
        <Form {...props} />
      </Section>
      <Preview {...props} />
      <Section id="copy" heading={say.snippets.heading}>
        {url === null && (
          <p className="max-w-[72ch] pb-2 text-[13.5px] text-ink-2">{ownAddress === null ? noUrl : ownOnly}</p>
        )}
        <Snippets {...props} />
      </Section>
      <Frames {...props} />
    </>
  );
}

function originOf({ url, ownAddress }: BadgesPageProps): string {
  return url ?? ownAddress ?? NO_URL;
}

function nameOf({ choice, services, words }: BadgesPageProps): string {
  if (choice.of === ALL) return words.badges.form.all;
  return services.find(({ slug }) => slug === choice.of)?.name ?? choice.of;
}

/** As it is now, on the ground of this page and on the opposite one. */
function Preview(props: BadgesPageProps) {
  const { choice, services, words } = props;
  const { of, kind, query } = choice;
  const say = words.badges.preview;
  const image = badgePath(of, kind, "svg", query);
  const alt = words.badges.snippets.alt(nameOf(props));
  return (
    <Section id="preview" heading={say.heading}>
      {of !== ALL && !services.some(({ slug }) => slug === of) && (
        <p className="pb-2 text-[13.5px] text-ink-2">{say.missing(of)}</p>
      )}
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {(["light", "dark"] as const).map((ground) => (
          <figure key={ground} className="min-w-0 max-w-full">
            <div
              className={`flex h-14 items-center rounded-btn border border-rule-2 px-4 ${ground === "light" ? "bg-paper" : "bg-ink"}`}
            >
              {/* biome-ignore lint/performance/noImgElement: it is the very picture that others will show */}
              <img src={image} alt={ground === "light" ? alt : ""} className="h-auto max-w-full" />
            </div>
            <figcaption className="pt-1 text-[12.5px] text-ink-3">{say[ground]}</figcaption>
          </figure>
        ))}
      </div>
    </Section>
  );
}

function Snippets(props: BadgesPageProps) {
  const { choice, words } = props;
  const { of, kind, query } = choice;
  const say = words.badges.snippets;
  const origin = originOf(props);
  const shown = {
    image: origin + badgePath(of, kind, "svg", query),
    link: origin + words.badges.at(of === ALL ? "/" : `/services/${of}`),
    alt: say.alt(nameOf(props)),
  };
  const snippets = snippetsOf(shown);
  const forms = Object.keys(say.forms) as (keyof typeof say.forms)[];
  return (
    <>
      {forms.map((form) => (
        <Snippet key={form} name={say.forms[form]} text={snippets[form]} />
      ))}
      <Snippet name={say.endpoint} note={say.endpointNote} text={origin + badgePath(of, kind, "json", query)} />
    </>
  );
}

function Frames(props: BadgesPageProps) {
  const { choice, words } = props;
  const say = words.badges.frames;
  const { lang, theme } = choice.query;
  const search = `?${new URLSearchParams({ ...(lang === "en" ? {} : { lang }), theme })}`;
  const frames = [
    ...(choice.of === ALL
      ? []
      : [{ of: choice.of, name: nameOf(props), told: say.service(nameOf(props)), ...FRAMES.service }]),
    { of: "strata", name: words.badges.form.all, told: say.strata, ...FRAMES.strata },
  ];
  return (
    <Section id="frames" heading={say.heading}>
      <p className="max-w-[72ch] pb-2 text-[13.5px] text-ink-2">{say.note}</p>
      {frames.map(({ of, name, told, width, height }) => {
        const path = `/embed/${of}${search}`;
        const src = originOf(props) + path;
        return (
          <Snippet key={of} name={told} text={frameSnippet({ src, title: say.title(name), width, height })}>
            <a href={path}>{say.look}</a>
          </Snippet>
        );
      })}
    </Section>
  );
}
