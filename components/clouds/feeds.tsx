import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { RangeSourceState } from "#domain/hosting/address.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { FeedView, ProviderView } from "#domain/publish/cloud.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import type { EpochMs } from "#domain/time.ts";
import { isUrl } from "#domain/url.ts";

interface Props {
  readonly cloud: CloudProvider;
  readonly view: ProviderView | undefined;
  readonly ranges: RangeSourceState | null;
  readonly words: Words;
  readonly now: EpochMs;
}

/** What is read of a provider, and since when it could not be. */
export function Feeds({ cloud, view, ranges, words, now }: Props) {
  const { feed: say } = words.clouds;
  const feeds = view?.feeds ?? [];
  return (
    <section aria-labelledby="feeds" className="border-ink border-t-2 pt-2 pb-5">
      <h2 id="feeds">{say.heading}</h2>
      {feeds.length === 0 ? (
        <p className="pt-1 text-ink-2">{cloud.feeds.length === 0 ? say.none : say.waiting}</p>
      ) : (
        <table className="w-full border-collapse font-cond text-[13px] leading-[18px]">
          <caption className="sr-only">{say.heading}</caption>
          <thead>
            <tr className="border-rule border-b text-left text-[12px] text-ink-3">
              <th scope="col" className="py-1 pr-3 font-medium">
                {say.address}
              </th>
              <th scope="col" className="py-1 pr-3 font-medium">
                {say.state}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {say.last}
              </th>
            </tr>
          </thead>
          <tbody>
            {feeds.map((feed) => (
              <tr key={feed.name} className="border-rule border-b align-top">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  <span className="font-medium text-[14px]">{feed.kind}</span>{" "}
                  <span className="break-all font-mono text-[11.5px] text-ink-3">{hostOf(feed.url)}</span>
                </th>
                <td className="py-1 pr-3">
                  <State feed={feed} words={words} now={now} />
                </td>
                <td className="py-1 text-right">
                  {feed.readAt === null ? (
                    say.neverRead
                  ) : (
                    <time dateTime={new Date(feed.readAt).toISOString()}>
                      {moment(feed.readAt, now, words, "minute")}
                    </time>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="pt-2 text-[13.5px] text-ink-2">
        <Sentence text={rangesText(cloud, ranges, words, now)} now={now} />
      </p>
    </section>
  );
}

/** Addresses are long and half of each is the path; the host says whose it is. */
function hostOf(url: string): string {
  return isUrl(url) ? new URL(url).host : "";
}

function State({ feed, words, now }: { feed: FeedView; words: Words; now: EpochMs }) {
  const { feed: say } = words.clouds;
  if (feed.unreadable !== null) {
    const reason = foreignText(feed.unreadable.reason, 120);
    return (
      <>
        <span className="font-medium text-unknown-t">
          <Sentence text={say.unreadable(moment(feed.unreadable.since, now, words, "minute"))} now={now} />
        </span>
        {reason !== null && (
          <span className="block text-ink-3" lang="en">
            {reason}
          </span>
        )}
      </>
    );
  }
  if (feed.readAt === null) return <span className="text-ink-3">{say.waiting}</span>;
  const broken = feed.broken > 0 ? ` · ${say.broken(feed.broken)}` : "";
  return <span className="text-ink-2">{`${say.entries(feed.entries)}${broken}`}</span>;
}

function rangesText(cloud: CloudProvider, ranges: RangeSourceState | null, words: Words, now: EpochMs): string {
  const { feed: say } = words.clouds;
  if (cloud.ranges === null) return say.rangesNone;
  if (ranges === null || (ranges.version === null && ranges.unreadable === null)) return say.rangesWaiting;
  const at = (instant: EpochMs) => moment(instant, now, words, "minute");
  const confirmed = ranges.confirmedAt ?? ranges.fetchedAt;
  return [
    confirmed === null ? "" : say.ranges(ranges.rows, at(confirmed)),
    ranges.refused === null ? "" : say.rangesRefused(at(ranges.refused.since)),
    ranges.unreadable === null ? "" : say.rangesUnreadable(at(ranges.unreadable.since)),
  ]
    .filter(Boolean)
    .join(words.sentenceGap);
}
