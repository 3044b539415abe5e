import { EmbedFrame, Out } from "#components/embed/frame.tsx";
import { GLYPH_OF_STATUS, Glyph } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import type { Badge } from "#domain/publish/badge.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly slug: string;
  /** What its badge says. */
  readonly badge: Badge;
  /** The sentence above its page. */
  readonly sentence: string;
  readonly world: boolean;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One service: its status in a word, and in a sentence. */
export function EmbeddedService({ slug, badge, sentence, world, words, now }: Props) {
  const href = words.badges.at(`/services/${slug}`);
  return (
    <EmbedFrame href={href} world={world} words={words} now={now}>
      <h1>
        <Out href={href} className="name">
          {badge.label}
        </Out>{" "}
        <span className={`state t-${badge.status}`}>
          <Glyph name={GLYPH_OF_STATUS[badge.status]} /> {badge.message}
        </span>
      </h1>
      <p className="sentence">{sentence}</p>
    </EmbedFrame>
  );
}
