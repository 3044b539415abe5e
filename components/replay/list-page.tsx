import { SmallPicture } from "#components/replay/small-picture.tsx";
import { langOf, told } from "#components/replay/text.ts";
import type { Words } from "#components/words/words.ts";
import type { Replay } from "#domain/replay/replay.ts";

interface Props {
  readonly replays: readonly Replay[];
  /** Our own record could be read. */
  readonly isWhole: boolean;
  readonly words: Words;
}

/** Every outage that can be watched again, each with a small picture of it. */
export function ReplayListPage({ replays, isWhole, words }: Props) {
  const say = words.replay.list;
  return (
    <>
      <h1 className="pt-6">{say.heading(replays.length)}</h1>
      <p className="mt-3 max-w-[68ch] pb-6 text-[14.5px] text-ink-2">{say.stand}</p>
      {!isWhole && <p className="max-w-[68ch] pb-6 text-[14.5px]">{say.unread}</p>}
      <ol className="replays">
        {replays.map((replay) => (
          <li key={replay.id}>
            <div>
              <p className="when">
                <time dateTime={new Date(replay.opening).toISOString().slice(0, 10)}>{words.date(replay.opening)}</time>
              </p>
              <h2>
                <a href={words.replay.at(`/replay/${replay.id}`)} {...langOf(replay.title, words)}>
                  {told(replay.title, words)}
                </a>
              </h2>
              <p className="meta">
                <span className={replay.source === "told" ? "src r" : "src m"}>
                  {replay.source === "told" ? say.told : say.measured}
                </span>
                {say.entries(replay.entries.length)}
              </p>
            </div>
            <SmallPicture replay={replay} words={words} />
          </li>
        ))}
      </ol>
      <p className="mt-6 border-ink border-t pt-2 text-[13.5px]">
        <a href="/api/v1/replays">{say.json}</a>
      </p>
    </>
  );
}
