import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import type { Words } from "#components/words/words.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";

/** As they stand on the seismograph: from calm to trouble, then what is neither. */
const SHOWN: readonly Status[] = [
  "operational",
  "degraded_performance",
  "partial_outage",
  "major_outage",
  "under_maintenance",
  "unknown",
];

/** What the strips mean, in the order of how bad it is. */
export function Key({ words }: { words: Words }) {
  return (
    <ul className="key" aria-label={words.strata.key.label}>
      {SHOWN.map((status) => (
        <li key={status}>
          <Swatch status={status} />
          <span className={statusText(status)}>
            <Glyph name={GLYPH_OF_STATUS[status]} />
          </span>
          {words.statuses[status]}
        </li>
      ))}
      <li>
        <svg width="18" height="16" aria-hidden="true">
          <rect className="o-part" x=".75" y="2.75" width="16.5" height="10.5" />
        </svg>
        {words.strata.key.told}
      </li>
    </ul>
  );
}

function Swatch({ status }: { status: Status }) {
  return (
    <svg width="18" height="16" aria-hidden="true">
      {status === "unknown" && <rect className="f-unk" y="5" width="18" height="6" />}
      {status === "under_maintenance" && <rect className="f-mnt" y="4" width="18" height="8" />}
      {status === "operational" && <path className="s-op" d="M0 8h18" />}
      {status === "degraded_performance" && (
        <>
          <rect className="f-deg" y="4" width="18" height="8" />
          <rect className="f-edge" y="4" width="18" height="1" />
          <rect className="f-edge" y="11" width="18" height="1" />
        </>
      )}
      {status === "partial_outage" && <rect className="f-part" y="2" width="18" height="12" />}
      {status === "major_outage" && <rect className="f-maj" width="18" height="16" />}
    </svg>
  );
}

/** The same in sentences, unfolded by whoever wants them. */
export function KeyNotes({ words }: { words: Words }) {
  return (
    <details className="keyd">
      <summary>{words.strata.key.notes}</summary>
      <div className="phone">
        <Key words={words} />
      </div>
      <dl>
        {STATUSES.map((status) => (
          <div key={status}>
            <dt className={statusText(status)}>
              <Glyph name={GLYPH_OF_STATUS[status]} /> {words.statuses[status]}
            </dt>
            <dd>{words.statusNotes[status]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
