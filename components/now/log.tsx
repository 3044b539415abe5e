import type { LogLine } from "#components/now/log-entries.ts";
import { Sentence } from "#components/ui/sentence.tsx";
import type { Words } from "#components/words/words.ts";
import type { EpochMs } from "#domain/time.ts";

/** Filled is measured, outlined is told. */
const LOOK: Readonly<Record<LogLine["kind"], string>> = { measured: "src m", said: "src s", not_said: "src x" };

/** What was recorded last, line by line. */
export function Log({ lines, words, now }: { lines: readonly LogLine[]; words: Words; now: EpochMs }) {
  const say = words.now.log;
  const chips = { measured: say.measured, said: say.said, not_said: say.notSaid };
  return (
    <section aria-labelledby="recorded">
      <h2 id="recorded" className="sec">
        {say.heading}
      </h2>
      {lines.length === 0 && <p>{say.none}</p>}
      <ol className="log">
        {lines.map(({ key, at, kind, text, quoted, note, path }) => (
          <li key={key} id={`log-${key.replaceAll(/[^a-z0-9]+/gi, "-")}`}>
            <a href={words.now.at(path)}>
              <time dateTime={new Date(at).toISOString()}>{timeText(at, now, words)}</time>
            </a>
            <span className={LOOK[kind]}>{chips[kind]}</span>
            <div>
              <Sentence text={text} />
              {quoted !== null && (
                <>
                  <span lang="en">{quoted[0]}</span>
                  {quoted[1]}
                </>
              )}
              {note !== "" && (
                <small>
                  <Sentence text={note} now={now} />
                </small>
              )}
            </div>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-[13px]">
        <a href={words.now.at("/incidents")}>{say.all}</a>
      </p>
    </section>
  );
}

/** `14:18`, after its day unless that is today. */
function timeText(at: EpochMs, now: EpochMs, words: Words): string {
  const clock = new Date(at).toISOString().slice(11, 16);
  const isToday = Math.floor(at / 86_400_000) === Math.floor(now / 86_400_000);
  return isToday ? clock : `${words.strata.dayMonth(at)} ${clock}`;
}
