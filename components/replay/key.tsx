import type { Words } from "#components/words/words.ts";
import type { Source } from "#domain/timeline/timeline.ts";

/** What the outlines mean. */
export function ReplayKey({ source, words }: { source: Source; words: Words }) {
  const say = words.replay.key;
  return (
    <ul className="key">
      {source === "measured" && (
        <li>
          <svg width="18" height="16" aria-hidden="true">
            <rect className="f-maj" width="18" height="16" />
          </svg>
          {say.measured}
        </li>
      )}
      <li>
        <svg width="18" height="16" aria-hidden="true">
          <rect className="o-maj" x=".75" y="1" width="16.5" height="14" />
        </svg>
        {say.ends}
      </li>
      {source === "told" && (
        <>
          <li>
            <svg width="18" height="16" aria-hidden="true">
              <rect className="o-maj" x=".75" y="1" width="16.5" height="14" strokeDasharray="4 3" />
            </svg>
            {say.open}
          </li>
          <li>
            <svg width="18" height="16" aria-hidden="true">
              <path className="sg-maj" d="M9 2 15 8 9 14 3 8z" />
            </svg>
            {say.about}
          </li>
          <li>
            <svg width="18" height="16" aria-hidden="true">
              <rect className="o-none" x=".5" y="2.5" width="17" height="11" />
            </svg>
            {say.day}
          </li>
        </>
      )}
      <li>
        <svg width="18" height="16" aria-hidden="true">
          <rect className="f-unk" y="5" width="18" height="6" />
        </svg>
        {say.unknown}
      </li>
    </ul>
  );
}
