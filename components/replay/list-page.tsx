import { SmallPicture } from "#components/replay/small-picture.tsx";
import { langOf } from "#components/replay/text.ts";
import type { Words } from "#components/words/words.ts";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import type { Replay } from "#domain/replay/replay.ts";

interface Props {
  readonly replays: readonly Replay[];
  /** Scorecards of drills on this instance; none on most. */
  readonly drills: readonly Scorecard[];
  /** Our own record could be read. */
  readonly isWhole: boolean;
  readonly words: Words;
}

/** Every outage that can be watched again, each with a small picture of it. */
export function ReplayListPage({ replays, drills, isWhole, words }: Props) {
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
                  {words.replay.text(replay.title)}
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
      <Drills drills={drills} words={words} />
      <p className="mt-6 border-ink border-t pt-2 text-[13.5px]">
        <a href="/api/v1/replays">{say.json}</a>
      </p>
    </>
  );
}

function Drills({ drills, words }: Pick<Props, "drills" | "words">) {
  const say = words.scorecard;
  if (drills.length === 0) return null;
  return (
    <section aria-labelledby="drills" className="mt-8">
      <h2 id="drills" className="sec">
        {say.listHeading}
      </h2>
      <p className="max-w-[68ch] text-[13.5px] text-ink-2">{say.listStand}</p>
      <ul className="mt-2 text-[14px]">
        {drills.map(({ scenario, passed, totals, run }) => (
          <li key={scenario.id} className="border-rule border-t py-2">
            <a href={words.replay.at(`/drill/${scenario.id}`)} {...langOf(scenario.title, words)}>
              {words.replay.text(scenario.title)}
            </a>{" "}
            <b className={passed ? "text-operational-t" : "text-major-t"}>{passed ? say.passed : say.failed}</b>{" "}
            <span className="text-ink-2">{say.headline(totals)}</span>{" "}
            <time className="font-cond text-[12.5px] text-ink-3" dateTime={new Date(run.endedAt).toISOString()}>
              {words.minute(run.endedAt)} UTC
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
