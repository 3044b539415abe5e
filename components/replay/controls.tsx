import type { ReactNode } from "react";
import { type ReplayQuery, replayAddress } from "#components/replay/address.ts";
import { SPEED, SPEEDS } from "#components/replay/speeds.ts";
import { clockOf } from "#components/replay/text.ts";
import type { Words } from "#components/words/words.ts";
import { snapInstant, stopsOf } from "#domain/replay/frame.ts";
import type { Replay } from "#domain/replay/replay.ts";
import type { EpochMs } from "#domain/time.ts";

const MINUTE_MS = 60_000;
interface Props {
  readonly replay: Replay;
  readonly query: ReplayQuery;
  /** Of this page, in its language. */
  readonly path: string;
  readonly words: Words;
}

/** The clock and what moves it: links without a script, which the player takes over. Playing needs one. */
export function Controls({ replay, query, path, words }: Props) {
  const { at } = query;
  const say = words.replay.player;
  const stops = stopsOf(replay);
  const to = (instant: EpochMs | undefined) =>
    replayAddress(path, { ...query, at: snapInstant(instant ?? at, replay.window) });
  return (
    <div className="bar">
      <p className="clock">
        <time dateTime={new Date(at).toISOString()} data-clock="">
          {clockOf(at)}
        </time>{" "}
        <small data-date="">
          UTC{words.comma}
          {words.date(at)}
        </small>
      </p>
      <span className="sp" />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form */}
      <div className="play" role="group" aria-label={say.label}>
        <Step name="previous" label={say.previous} href={to(stops.findLast((stop) => stop < at))}>
          <path d="M10.5 2 4.5 7l6 5zM3 2v10" fill="currentColor" stroke="currentColor" strokeWidth="1.5" />
        </Step>
        <Step name="back" label={say.back} href={to(at - MINUTE_MS)}>
          <path d="M9 2 4 7l5 5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </Step>
        <button type="button" className="btn pri" data-do="play" data-pause={say.pause} hidden>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <path d="M3.5 1.5v11l9-5.5z" fill="currentColor" stroke="currentColor" strokeWidth="1.5" />
          </svg>
          <span>{say.play}</span>
        </button>
        <Step name="forward" label={say.forward} href={to(at + MINUTE_MS)}>
          <path d="M5 2l5 5-5 5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </Step>
        <Step name="next" label={say.next} href={to(stops.find((stop) => stop > at))}>
          <path d="M3.5 2l6 5-6 5zM11 2v10" fill="currentColor" stroke="currentColor" strokeWidth="1.5" />
        </Step>
        {SPEEDS.map((speed) => (
          <button
            key={speed}
            type="button"
            className={speed === SPEED ? "btn" : "btn desk"}
            data-speed={speed}
            aria-pressed={speed === SPEED}
            aria-label={say.speed(speed)}
            hidden
          >
            {speed}×
          </button>
        ))}
      </div>
    </div>
  );
}

function Step({ name, label, href, children }: { name: string; label: string; href: string; children: ReactNode }) {
  return (
    <a className="btn" href={href} data-do={name}>
      <span className="sr-only">{label}</span>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        {children}
      </svg>
    </a>
  );
}
