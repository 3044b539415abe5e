import { type ReplayQuery, replayAddress } from "#components/replay/address.ts";
import { Controls } from "#components/replay/controls.tsx";
import { Entries } from "#components/replay/entries.tsx";
import { ReplayKey } from "#components/replay/key.tsx";
import { Overview } from "#components/replay/overview.tsx";
import { ReplayPicture } from "#components/replay/picture.tsx";
import { forPlayer } from "#components/replay/player-data.ts";
import type { PlayerData } from "#components/replay/stage.ts";
import { clockOf, langOf } from "#components/replay/text.ts";
import { GLYPH_OF_STATUS, statusText } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import type { Text } from "#domain/replay/dossier.ts";
import { type Frame, frameAt } from "#domain/replay/frame.ts";
import type { Replay } from "#domain/replay/replay.ts";
import { replayVerdict } from "#domain/replay/verdict.ts";
import { STATUSES } from "#domain/status/status.ts";

interface Props {
  readonly replay: Replay;
  readonly query: ReplayQuery;
  /** Of this page, in its language. */
  readonly path: string;
  readonly words: Words;
}

/** A past outage at an instant. Without a script every instant is an address; with one the player moves through them. */
export function ReplayPage(props: Props) {
  const { replay, query, words } = props;
  const frame = frameAt(replay, query.at);
  const say = words.replay;
  return (
    // What is past does not change: the page is not refreshed.
    <div data-still="">
      <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
        <a href={say.at("/replay")}>{say.all}</a>
        <time dateTime={new Date(replay.opening).toISOString().slice(0, 10)}>{words.date(replay.opening)}</time>
        <span {...langOf(replay.title, words)}>{words.replay.text(replay.title)}</span>
      </p>
      <div className="lead">
        <div>
          <h1 data-verdict="">{say.verdict(replayVerdict(replay, frame))}</h1>
          <p className="stand">
            {say.stand(replay.source, replay.entries.length, new Set(replay.entries.map(({ row }) => row)).size)}
            {query.isThen && ` ${say.knowledge.onTheDayStand}`}
          </p>
        </div>
        <Milestones replay={replay} words={words} />
      </div>
      <div className="rep" data-island="replay">
        <section className="strata" aria-labelledby="player">
          <h2 id="player" className="sr-only">
            {say.player.label}
          </h2>
          <Controls {...props} />
          <Overview replay={replay} frame={frame} words={words} />
          <ReplayPicture replay={replay} frame={frame} words={words} />
          <ReplayKey source={replay.source} words={words} />
          <Choices {...props} />
          <Told {...props} />
        </section>
        <Entries frame={frame} {...props} />
        <Data replay={replay} query={query} frame={frame} words={words} />
      </div>
    </div>
  );
}

function Milestones({ replay, words }: { replay: Replay; words: Words }) {
  const say = words.replay.milestones;
  if (replay.milestones.length === 0) return null;
  return (
    <table className="tally">
      <caption className="sr-only">{say.caption}</caption>
      <tbody>
        {replay.milestones.map(({ kind, at, by, delayMs }) => (
          <tr key={kind}>
            <th scope="row">{say.names[kind]}</th>
            <td {...langOf(by, words)}>
              {words.replay.text(by)}
              {kind === "onset" && replay.source === "told" && words.comma + say.afterwards}
              {delayMs !== null && delayMs !== 0 && (
                <>
                  {words.comma}
                  {say.later(words.replay.span(delayMs))}
                </>
              )}
            </td>
            <td>
              <b>
                <time dateTime={new Date(at).toISOString()}>{clockOf(at)}</time>
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is told: all that is known now, or what could be known then; and the link to share. */
function Choices({ query, path, words, replay }: Props) {
  const say = words.replay;
  return (
    <div className="choices">
      <p className="seg">
        <span>{say.knowledge.label}</span>
        {[false, true].map((isThen) => (
          <a
            key={String(isThen)}
            href={replayAddress(path, { ...query, isThen })}
            data-as={isThen ? "then" : "now"}
            {...(query.isThen === isThen ? { "aria-current": "true" as const } : {})}
          >
            {isThen ? say.knowledge.onTheDay : say.knowledge.now}
          </a>
        ))}
      </p>
      <details className="keyd">
        <summary>{say.player.keysHeading}</summary>
        <p>{say.player.keys}</p>
      </details>
      <p>
        <button type="button" data-do="share" data-done={say.player.shared} data-refused={say.player.notShared} hidden>
          {say.player.share}
        </button>{" "}
        <a href={`/api/v1/replays/${replay.id}`}>{say.json}</a>
      </p>
    </div>
  );
}

/** Where the sources disagree, what none tells, and what is known of the cause. */
function Told({ replay, words }: Props) {
  const say = words.replay;
  return (
    <>
      {replay.disagreements.length > 0 && (
        <section aria-labelledby="disagree">
          <h2 id="disagree" className="sec">
            {say.disagree}
          </h2>
          <table className="facts dis">
            <caption className="sr-only">{say.disagree}</caption>
            <tbody>
              {replay.disagreements.map(({ topic, claims }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a dossier's order is fixed
                <tr key={index}>
                  <th scope="row" {...langOf(topic, words)}>
                    {words.replay.text(topic)}
                  </th>
                  <td>
                    <ul>
                      {claims.map(({ value, by }) => (
                        <li key={`${words.replay.text(value)} ${words.replay.text(by)}`}>
                          <b {...langOf(value, words)}>{valueText(value, words)}</b>{" "}
                          <span {...langOf(by, words)}>{words.replay.text(by)}</span>
                        </li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Texts id="cause" heading={say.cause} texts={replay.cause === null ? [] : [replay.cause]} words={words} />
      <Texts id="gaps" heading={say.gaps} texts={replay.gaps} words={words} />
      <Texts id="notes" heading={say.notes} texts={replay.notes} words={words} />
    </>
  );
}

/** An instant as a reader says it. */
function valueText(value: Text, words: Words): string {
  const text = words.replay.text(value);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? `${text.slice(0, 10)} ${text.slice(11, 16)} UTC` : text;
}

function Texts({ id, heading, texts, words }: { id: string; heading: string; texts: readonly Text[]; words: Words }) {
  if (texts.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="sec">
        {heading}
      </h2>
      <ul className="texts">
        {texts.map((text) => (
          <li key={words.replay.text(text)} {...langOf(text, words)}>
            {words.replay.text(text)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How each state is shown before a row's name. */
function looksOf(words: Words): PlayerData["looks"] {
  return Object.fromEntries(
    STATUSES.map((status) => [
      status,
      { glyph: `#g-${GLYPH_OF_STATUS[status]}`, className: statusText(status), word: words.statuses[status] },
    ]),
  ) as PlayerData["looks"];
}

/** What the player computes its frames from: the same that this page was made of. */
function Data({ replay, query, frame, words }: Omit<Props, "path"> & { frame: Frame }) {
  const data = forPlayer(replay, words.replay.text);
  const json = JSON.stringify({ replay: data, at: frame.at, isThen: query.isThen, looks: looksOf(words) });
  return (
    <script
      type="application/json"
      data-replay=""
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON is no markup, and what could end the element is escaped
      dangerouslySetInnerHTML={{ __html: json.replaceAll("<", "\\u003c") }}
    />
  );
}
