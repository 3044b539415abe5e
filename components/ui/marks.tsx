import type { CheckState } from "#domain/status/answering.ts";

const HEIGHT = 16;
const PITCH = 9;
const WIDTH = 7;

/** Amplitude is severity: health is a thin line, trouble swells. Heights in the 16 px strip, centred. */
const AMPLITUDE: Record<CheckState, number> = {
  answers: 4,
  degraded: 8,
  fails: 16,
  neutral: 6,
  unproven: 6,
  expired: 6,
  waiting: 6,
  not_monitored: 0,
};

const FILL: Record<CheckState, string> = {
  answers: "fill-operational",
  degraded: "fill-degraded stroke-degraded-edge",
  fails: "fill-major",
  neutral: "fill-[url(#unknown-hatch)]",
  unproven: "fill-[url(#unknown-hatch)]",
  expired: "fill-[url(#unknown-hatch)]",
  waiting: "fill-[url(#unknown-hatch)]",
  not_monitored: "fill-rule-2",
};

/** One mark for each check, in the catalog's order. `label` says the same in words. */
export function Marks({ states, label }: { states: readonly CheckState[]; label: string }) {
  const width = Math.max(1, states.length) * PITCH - (PITCH - WIDTH);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      className="block"
    >
      {states.map((state, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a mark's place is its identity
        <Mark key={index} state={state} x={index * PITCH} />
      ))}
    </svg>
  );
}

function Mark({ state, x }: { state: CheckState; x: number }) {
  if (state === "not_monitored") {
    return <circle cx={x + WIDTH / 2} cy={HEIGHT / 2} r="1.2" className={FILL[state]} />;
  }
  const inset = state === "degraded" ? 0.5 : 0;
  const height = AMPLITUDE[state];
  return (
    <rect
      x={x + inset}
      y={(HEIGHT - height) / 2 + inset}
      width={WIDTH - 2 * inset}
      height={height - 2 * inset}
      className={FILL[state]}
    />
  );
}
