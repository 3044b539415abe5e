import { Snippet } from "#components/badges/snippet.tsx";
import { Resources } from "#components/developers/resources.tsx";
import { Section } from "#components/service/section.tsx";
import type { Words } from "#components/words/words.ts";
import { readQuery, WRONG_QUERY } from "#domain/publish/api/parameters.ts";
import { problemOf } from "#domain/publish/api/problem.ts";
import { exampleOf, type ResourceAddress, resourceAt } from "#domain/publish/api/resources.ts";
import { readBadgeQuery } from "#domain/publish/badge-query.ts";
import { badgePath, snippetsOf } from "#domain/publish/badge-snippets.ts";
import { FEED_FILES, type FeedScope, feedPath } from "#domain/publish/feed/address.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";

interface Props {
  /** Where readers find this site; null when nobody said. */
  readonly url: string | null;
  readonly words: Words;
}

/** Stands for a public address that nobody has stated. */
const NO_URL = "https://status.example.org";
const LISTED: ResourceAddress = "/api/v1/incidents";
/** A parameter as it is mistyped. */
const MISTYPED = "limt";
const SCOPES: readonly FeedScope[] = [
  { kind: "all" },
  { kind: "service", slug: "kraken" },
  { kind: "layer", layer: "chain" },
  { kind: "cloud", provider: "aws" },
];
const VERIFY = `import { Webhook } from "standardwebhooks";
const message = new Webhook(secret).verify(rawBody, request.headers);`;

/** All the forms in which the record leaves this site. Every address on it is made of the tables that answer them. */
export function DevelopersPage({ url, words }: Props) {
  const say = words.developers;
  const origin = url ?? NO_URL;
  return (
    <>
      <h1 className="pt-6">{say.headline}</h1>
      <p className="mt-3 max-w-[72ch] text-[14.5px] text-ink-2">{say.stand}</p>
      {url === null && <p className="mt-1 max-w-[72ch] text-[13.5px] text-ink-2">{say.noUrl}</p>}
      <Json origin={origin} words={words} />
      <Section id="stream" heading={say.stream.heading}>
        <Told>{say.stream.text}</Told>
        <Snippet name={say.stream.example} text={`curl -N ${origin}/api/v1/stream`} />
      </Section>
      <Section id="statuspage" heading={say.statuspage.heading}>
        <Told>{say.statuspage.text}</Told>
        <Addresses paths={STATUSPAGE_FILES.map((file) => `/api/v2/${file}`)} />
        <Snippet name={say.statuspage.example} text={`curl -s ${origin}/api/v2/summary.json`} />
        <Snippet name={say.statuspage.widget} text={`<statuspage-widget src="${origin}"></statuspage-widget>`} />
      </Section>
      <Feeds words={words} />
      <Rest origin={origin} words={words} />
    </>
  );
}

function Told({ children }: { children: string }) {
  return <p className="max-w-[72ch] pb-2 text-[14.5px] text-ink-2">{children}</p>;
}

function Json({ origin, words }: { origin: string; words: Words }) {
  const say = words.developers.json;
  const asked = `${LISTED}?${MISTYPED}=5`;
  const read = readQuery([[MISTYPED, "5"]], resourceAt(LISTED).parameters ?? {});
  const refusal = problemOf(400, WRONG_QUERY, "errors" in read ? read.errors : []);
  return (
    <Section id="json" heading={say.heading}>
      <Told>{say.text}</Told>
      <p className="pb-2 text-[14.5px]">
        <a href="/openapi.json">{say.openapi}</a>
      </p>
      <Resources words={words} />
      <Snippet name={say.about[LISTED]} text={`curl -s '${origin}${exampleOf(LISTED)}'`} />
      <Snippet
        name={say.refused}
        note={say.refusedNote}
        text={`curl -s '${origin}${asked}'\n${JSON.stringify(refusal, null, 2)}`}
      />
    </Section>
  );
}

function Feeds({ words }: { words: Words }) {
  const say = words.developers.feeds;
  return (
    <Section id="feeds" heading={say.heading}>
      <Told>{say.text}</Told>
      {SCOPES.map((scope) => (
        <div key={scope.kind} className="pb-2">
          <h3 className="font-cond font-medium text-[13px]">{say.scopes[scope.kind]}</h3>
          <Addresses paths={FEED_FILES.map((file) => words.developers.at(feedPath(scope, file)))} />
        </div>
      ))}
    </Section>
  );
}

function Addresses({ paths }: { paths: readonly string[] }) {
  return (
    <ul className="flex max-w-[96ch] flex-wrap gap-x-5 gap-y-0.5 pb-3 font-mono text-[12.5px]">
      {paths.map((path) => (
        <li key={path} className="[overflow-wrap:anywhere]">
          <a href={path}>{path}</a>
        </li>
      ))}
    </ul>
  );
}

function Rest({ origin, words }: { origin: string; words: Words }) {
  const { badges, webhooks, exports, at } = words.developers;
  const { markdown } = snippetsOf({
    image:
      origin +
      badgePath(
        "kraken",
        "status",
        "svg",
        readBadgeQuery(() => null),
      ),
    link: origin + at("/services/kraken"),
    alt: words.badges.snippets.alt("Kraken"),
  });
  const wish = JSON.stringify({
    url: "https://hooks.example.org/faultline",
    services: ["kraken"],
    min_severity: "major",
  });
  return (
    <>
      <Section id="badges" heading={badges.heading}>
        <Told>{badges.text}</Told>
        <Snippet name={badges.example} text={markdown}>
          <a href={at("/badges")}>{badges.more}</a>
        </Snippet>
      </Section>
      <Section id="webhooks" heading={webhooks.heading}>
        <Told>{webhooks.text}</Told>
        <Snippet
          name={webhooks.ask}
          text={`curl ${origin}/api/v1/subscriptions -H 'content-type: application/json' -d '${wish}'`}
        >
          <a href={at("/subscribe")}>{webhooks.more}</a>
        </Snippet>
        <Snippet name={webhooks.verify} text={VERIFY} />
      </Section>
      <Section id="exports" heading={exports.heading}>
        <Told>{exports.text}</Told>
        <p className="pb-8 text-[14.5px]">
          <a href="/exports/">{exports.more}</a>
        </p>
      </Section>
    </>
  );
}
