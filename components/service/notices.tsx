import { SaidChip } from "#components/clouds/chip.tsx";
import { Section } from "#components/service/section.tsx";
import { moment, type Words } from "#components/words/words.ts";
import { isBackdated } from "#domain/cloud/notice.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import type { SeenNotice } from "#domain/publish/service-past.ts";
import type { EpochMs } from "#domain/time.ts";

/** Foreign text is never longer than this on a page of ours. */
const LONGEST = { title: 160, component: 48, post: 700 } as const;
const SHOWN = { components: 5, posts: 6 } as const;

/** What a vendor says on its own status page: told, not measured. */
export function Notices({
  name,
  notices,
  words,
  now,
}: {
  name: string;
  notices: readonly SeenNotice[];
  words: Words;
  now: EpochMs;
}) {
  const say = words.service.notices;
  return (
    <Section id="notices" heading={say.heading(name)}>
      {notices.length === 0 && <p className="text-ink-2">{say.none}</p>}
      {notices.map((seen) => (
        <Notice key={seen.id} seen={seen} words={words} now={now} />
      ))}
    </Section>
  );
}

function Notice({ seen, words, now }: { seen: SeenNotice; words: Words; now: EpochMs }) {
  const say = words.service.notices;
  const { notice } = seen;
  const components = notice.components.flatMap(({ name }) => foreignText(name, LONGEST.component) ?? []);
  const shown = components.slice(0, SHOWN.components);
  const at = (instant: EpochMs) => (
    <time dateTime={new Date(instant).toISOString()}>{moment(instant, now, words, "minute")}</time>
  );
  return (
    <article id={`notice-${seen.id}`} className="border-rule border-t py-2 first-of-type:border-t-0">
      <h3 lang="en" className="font-semibold text-[14px] leading-snug break-words">
        {foreignText(notice.title, LONGEST.title) ?? say.untitled}
      </h3>
      <p className="font-cond text-[13px] text-ink-2">
        <SaidChip words={words} /> {say.impacts[notice.impact]}
        {shown.length > 0 && (
          <>
            {" · "}
            <span lang="en">{shown.join(", ")}</span>
            {components.length > shown.length && ` ${words.clouds.events.more(components.length - shown.length)}`}
          </>
        )}
      </p>
      <p className="font-cond text-[12.5px] text-ink-3">
        {say.published} {at(notice.publishedAt)}
        {isBackdated(notice) && words.bracketed(say.backdated)}
        {" · "}
        {say.seen} {at(seen.firstSeenAt)}
        {" · "}
        {notice.resolvedAt === null ? (
          say.open
        ) : (
          <>
            {say.resolved} {at(notice.resolvedAt)}
          </>
        )}
        {notice.url?.startsWith("https://") && (
          <>
            {" · "}
            <a href={notice.url} rel="noreferrer nofollow">
              {words.clouds.events.ownPage}
            </a>
          </>
        )}
      </p>
      <Posts seen={seen} words={words} now={now} />
    </article>
  );
}

/** The newest post first: it says how it stands. */
function Posts({ seen, words, now }: { seen: SeenNotice; words: Words; now: EpochMs }) {
  const posts = seen.notice.updates
    .flatMap(({ at, text }) => {
      const told = foreignText(text, LONGEST.post);
      return told === null ? [] : [{ at, told }];
    })
    .toReversed();
  if (posts.length === 0) return null;
  const { events } = words.clouds;
  return (
    <details className="mt-1">
      <summary className="inline-block text-[13px] text-link underline underline-offset-2">
        {events.updates(posts.length)}
      </summary>
      <ol className="mt-1 border-rule-2 border-l-2 pl-3">
        {posts.slice(0, SHOWN.posts).map(({ at, told }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two posts may have one time, and their order is what tells them apart
          <li key={index} className="py-1 text-[13px]">
            <time dateTime={new Date(at).toISOString()} className="font-cond text-[12.5px] text-ink-3">
              {moment(at, now, words, "minute")}
            </time>{" "}
            <span lang="en" className="break-words">
              {told}
            </span>
          </li>
        ))}
      </ol>
      {posts.length > SHOWN.posts && (
        <p className="font-cond text-[12.5px] text-ink-3">{events.left(posts.length - SHOWN.posts)}</p>
      )}
    </details>
  );
}
