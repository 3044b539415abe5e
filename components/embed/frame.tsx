import type { ReactNode } from "react";
import { moment, type Words } from "#components/words/words.ts";
import type { EpochMs } from "#domain/time.ts";

/** A link out of the frame: never in it, and without a way back to the page that has the frame. */
export function Out({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener" {...(className === undefined ? {} : { className })}>
      {children}
    </a>
  );
}

/**
 * What stands in a frame on somebody else's page, with when it was said. Where it is not renewed, its style hides it after five
 * minutes and says so: what was well then need not be now.
 */
export function EmbedFrame({
  href,
  world,
  words,
  now,
  children,
}: {
  /** Where all of it stands. */
  href: string;
  world: boolean;
  words: Words;
  now: EpochMs;
  children: ReactNode;
}) {
  return (
    <main>
      <div className="said">{children}</div>
      <p className="outdated">{words.badges.embed.old}</p>
      <p className="source">
        <Out href={href}>{words.badges.embed.source}</Out>
        {" · "}
        <time dateTime={new Date(now).toISOString()}>{words.asOf(moment(now, 0, words, "minute"))}</time>
        {world && ` · ${words.worldInShort}`}
      </p>
    </main>
  );
}

/** There is no such service, or nothing that can be seen right now. */
export function EmbedNote({ text, words }: { text: string; words: Words }) {
  return (
    <main>
      <p className="sentence">{text}</p>
      <p className="source">
        <Out href={words.badges.at("/")}>{words.badges.embed.source}</Out>
      </p>
    </main>
  );
}
