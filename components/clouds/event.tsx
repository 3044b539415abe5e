import { SaidChip } from "#components/clouds/chip.tsx";
import { moment, type Words } from "#components/words/words.ts";
import { STALE_AFTER_MS } from "#domain/cloud/active.ts";
import { type EventUpdate, lastSaidAt } from "#domain/cloud/event.ts";
import { type CloudEventView, stateOf } from "#domain/publish/cloud.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import type { EpochMs } from "#domain/time.ts";

/** Foreign text is never longer than this on a page of ours. */
const LONGEST = { title: 160, service: 48, post: 900 } as const;
const SHOWN = { services: 6, posts: 12 } as const;
/** Two clocks differ by this much without meaning anything. */
const SAME_MS = 60_000;

interface Props {
  readonly view: CloudEventView;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One event as its provider tells it: when it began, when that was said, and when we saw it, kept apart. */
export function Event({ view, words, now }: Props) {
  const { event } = view;
  const { events: say } = words.clouds;
  const open = stateOf(view) === "open";
  const title = foreignText(event.title, LONGEST.title);
  const level = open ? (event.severity.now ?? event.severity.peak) : event.severity.peak;
  return (
    <article className="border-rule border-t py-3 first-of-type:border-t-0" id={`event-${view.id}`}>
      <h3 className="max-w-[78ch] font-semibold text-[15px] leading-snug">
        {title === null ? say.title : <span lang="en">{title}</span>}
      </h3>
      <p className="mt-0.5 font-cond text-[13px] text-ink-2">
        <SaidChip words={words} /> {event.maintenance === null ? say.severities[level] : say.maintenance}
        {!event.severity.stated && event.maintenance === null && (
          <span className="text-ink-3">{words.bracketed(say.ourReading)}</span>
        )}
        {" · "}
        <Where view={view} words={words} />
        <Services view={view} words={words} />
      </p>
      <Times view={view} words={words} now={now} />
      {open && now - lastSaidAt(event, now) > STALE_AFTER_MS && (
        <p className="font-cond text-[13px] text-ink-3">{say.stale}</p>
      )}
      <Posts updates={event.updates} words={words} now={now} />
      <p className="mt-1 font-cond text-[12.5px] text-ink-3">
        {say.versions(view.versions)} · <a href={`/api/v1/cloud-events/${view.id}`}>{say.record}</a>
        {event.url?.startsWith("https://") && (
          <>
            {" · "}
            <a href={event.url} rel="noreferrer nofollow">
              {say.ownPage}
            </a>
          </>
        )}
      </p>
    </article>
  );
}

function Where({ view: { event }, words }: Pick<Props, "view" | "words">) {
  const { scope, provider } = event;
  if (scope.kind === "global") return <span>{words.clouds.events.everywhere}</span>;
  if (scope.kind === "unstated") return <span>{words.clouds.events.unstated}</span>;
  return (
    <span>
      {scope.regions.map((region, index) => (
        <span key={region}>
          {index > 0 && words.comma}
          <a href={words.clouds.at(placePath({ provider, region }))}>{placeText({ provider, region })}</a>
        </span>
      ))}
      {scope.kind === "zones" && scope.zones.length > 0 && ` (${scope.zones.slice(0, SHOWN.services).join(", ")})`}
    </span>
  );
}

function Services({ view: { event }, words }: Pick<Props, "view" | "words">) {
  const names = event.services.flatMap(({ name }) => foreignText(name, LONGEST.service) ?? []);
  if (names.length === 0) return null;
  const shown = names.slice(0, SHOWN.services);
  return (
    <>
      {" · "}
      <span lang="en">{shown.join(", ")}</span>
      {names.length > shown.length && ` ${words.clouds.events.more(names.length - shown.length)}`}
    </>
  );
}

function Times({ view, words, now }: Props) {
  const { event, vanishedAt } = view;
  const { events: say } = words.clouds;
  const times: { readonly term: string; readonly at: EpochMs | null; readonly note: string }[] = [
    { term: say.onset[event.onsetQuality], at: event.onsetAt, note: "" },
    { term: say.published, at: event.firstPublishedAt, note: later(event.firstPublishedAt - event.onsetAt, words) },
    { term: say.seen, at: event.firstSeenAt, note: later(event.firstSeenAt - event.firstPublishedAt, words) },
  ];
  if (event.endedAt !== null) times.push({ term: say.ended, at: event.endedAt, note: "" });
  else if (vanishedAt !== null) times.push({ term: say.vanished, at: vanishedAt, note: say.vanishedNote });
  else times.push({ term: say.ended, at: null, note: say.ongoing });
  return (
    <dl className="mt-1.5 grid gap-x-6 gap-y-1 font-cond text-[13px] desk:grid-cols-4">
      {times.map(({ term, at, note }) => (
        <div key={term} className="flex flex-wrap gap-x-2 desk:block">
          <dt className="text-[12px] text-ink-3">{term}</dt>
          <dd>
            {at !== null && <time dateTime={new Date(at).toISOString()}>{moment(at, now, words, "minute")}</time>}
            {note !== "" && <span className="text-ink-3">{at === null ? note : words.bracketed(note)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function later(ms: number, words: Words): string {
  return ms < SAME_MS ? "" : words.clouds.events.later(words.duration(ms / 1_000));
}

/** The newest post first: it says how it stands. */
function Posts({ updates, words, now }: { updates: readonly EventUpdate[]; words: Words; now: EpochMs }) {
  const { events: say } = words.clouds;
  const told = updates
    .map(({ at, text }) => ({ at, text: foreignText(text, LONGEST.post) }))
    .filter(({ text }) => text !== null)
    .reverse();
  if (told.length === 0) return null;
  return (
    <details className="mt-1.5">
      <summary className="inline-block text-[13px] text-link underline underline-offset-2">
        {say.updates(told.length)}
      </summary>
      <ol className="mt-1 max-w-[78ch] border-rule-2 border-l-2 pl-3">
        {told.slice(0, SHOWN.posts).map(({ at, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two posts may have one time, and their order is what tells them apart
          <li key={index} className="py-1 text-[13.5px]">
            <time dateTime={new Date(at).toISOString()} className="font-cond text-[12.5px] text-ink-3">
              {moment(at, now, words, "minute")}
            </time>{" "}
            <span lang="en" className="break-words">
              {text}
            </span>
          </li>
        ))}
      </ol>
      {told.length > SHOWN.posts && (
        <p className="font-cond text-[12.5px] text-ink-3">{say.left(told.length - SHOWN.posts)}</p>
      )}
    </details>
  );
}
