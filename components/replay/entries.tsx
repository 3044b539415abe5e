import { type ReplayQuery, replayAddress } from "#components/replay/address.ts";
import { clockOf, langOf } from "#components/replay/text.ts";
import type { Words } from "#components/words/words.ts";
import { groupedBy } from "#domain/grouped.ts";
import { type Frame, stopOf } from "#domain/replay/frame.ts";
import type { Entry, EntryKind, Replay } from "#domain/replay/replay.ts";

/** Filled is ours, a bar measured by others, outlined said, dotted press, dashed reconstructed. */
const CHIP: Readonly<Record<EntryKind, string>> = {
  ours: "src m",
  measured: "src o",
  official_status: "src s",
  official_statement: "src s",
  press: "src p",
  reconstructed: "src r",
};

interface Props {
  readonly replay: Replay;
  readonly frame: Frame;
  readonly query: ReplayQuery;
  /** Of this page, in its language. */
  readonly path: string;
  readonly words: Words;
}

/** Every entry with its source: those that have passed, where the playhead is, and those to come; then those without a time. */
export function Entries(props: Props) {
  const { replay, words } = props;
  const say = words.replay.entries;
  const timed = replay.entries.filter(({ at }) => at !== null);
  const untimed = replay.entries.filter(({ at }) => at === null);
  const days = groupedBy(timed, ({ day }) => day);
  return (
    <div className="entries">
      <h2 id="entries">{say.heading}</h2>
      <p className="to-here">
        <a href="#here">{say.toHere}</a>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className="scroll" tabIndex={0} aria-labelledby="entries" data-list="">
        {[...days].map(([day, entries]) => (
          <div key={day}>
            {days.size > 1 && (
              <h3>
                <time dateTime={new Date(day).toISOString().slice(0, 10)}>{words.date(day)}</time>
              </h3>
            )}
            <ol className="elist">
              {entries.map((entry) => (
                <TimedEntry key={entry.id} entry={entry} {...props} />
              ))}
            </ol>
          </div>
        ))}
        {untimed.length > 0 && (
          <>
            <h3>{say.untimedHeading(untimed.length)}</h3>
            <ol className="elist">
              {untimed.map((entry) => (
                <li key={entry.id} id={`entry-${entry.id}`}>
                  <time dateTime={new Date(entry.day).toISOString().slice(0, 10)}>
                    {words.strata.dayMonth(entry.day)}
                  </time>
                  <Told entry={entry} words={words} />
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
    </div>
  );
}

function TimedEntry({ entry, replay, frame, query, path, words }: Props & { entry: Entry }) {
  const at = entry.at ?? 0;
  const stop = stopOf(at, replay.window);
  const isCurrent = frame.current.includes(entry.id);
  const isFuture = at > frame.at;
  return (
    <li
      id={`entry-${entry.id}`}
      data-entry={at}
      data-of={entry.row}
      {...(isCurrent ? { className: "cur", "aria-current": "step" as const } : isFuture ? { className: "fut" } : {})}
    >
      <a
        {...(isCurrent && frame.current[0] === entry.id ? { id: "here" } : {})}
        className="when"
        href={replayAddress(path, { ...query, at: stop })}
        data-seek={stop}
      >
        <time dateTime={new Date(at).toISOString()}>
          {entry.isAbout ? "~" : ""}
          {clockOf(at)}
        </time>
      </a>
      <Told entry={entry} words={words} />
    </li>
  );
}

function Told({ entry, words }: { entry: Entry; words: Words }) {
  const { kind, source, text, note, part, isAbout, isDisputed } = entry;
  return (
    <div>
      <p {...langOf(text, words)}>
        {part !== null && <b>{part}: </b>}
        {words.replay.text(text)}
      </p>
      <p className="meta">
        <span className={CHIP[kind]}>{words.replay.kinds[kind]}</span>
        {source !== null && <SourceLink source={source} words={words} />}
        {isAbout && <span>{words.replay.about}</span>}
        {isDisputed && <span>{words.replay.disputed}</span>}
      </p>
      {note !== null && (
        <p className="meta" {...langOf(note, words)}>
          {words.replay.text(note)}
        </p>
      )}
    </div>
  );
}

/** A page of ours is linked to in the reader's language. */
function SourceLink({ source: { url, title }, words }: { source: NonNullable<Entry["source"]>; words: Words }) {
  const isOurs = url.startsWith("/");
  return (
    <a
      href={isOurs ? words.replay.at(url) : url}
      {...(isOurs ? {} : { rel: "noopener noreferrer nofollow" })}
      lang="en"
    >
      {title}
    </a>
  );
}
