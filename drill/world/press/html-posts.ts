import type { EpochMs } from "#domain/time.ts";
import type { Story } from "#drill/world/press/story.ts";
import { stateWord } from "#drill/world/press/words.ts";

const MONTH = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short" });
const two = (n: number) => String(n).padStart(2, "0");

function mark(at: EpochMs): string {
  const date = new Date(at);
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return `<small>${MONTH.format(at)} <var data-var='date'>${two(date.getUTCDate())}</var>, <var data-var='time'>${time}</var> UTC</small>`;
}

/** The posts of a story as Statuspage and Oracle write them into their feeds: in HTML, newest first, without a year. */
export function htmlPosts({ posts }: Story, textOf: (post: Story["posts"][number]) => string): string {
  return posts
    .map((post) => {
      const word = stateWord(post);
      return `<p>${mark(post.at)}<br><strong>${word[0]?.toUpperCase()}${word.slice(1)}</strong> - ${textOf(post)}</p>`;
    })
    .reverse()
    .join("");
}
