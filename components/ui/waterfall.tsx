import type { Words } from "#components/words/words.ts";
import type { Timings } from "#domain/measurement.ts";

const WIDTH = 110;

const PHASES = [
  { key: "dnsMs", name: "dns", fill: "fill-p-dns" },
  { key: "connectMs", name: "connect", fill: "fill-p-connect" },
  { key: "tlsMs", name: "tls", fill: "fill-p-tls" },
  { key: "waitMs", name: "wait", fill: "fill-p-wait" },
  { key: "downloadMs", name: "download", fill: "fill-p-download" },
] as const;

/** The parts of one request end to end, as shares of its whole time; a part that was not reached is not drawn. */
export function Waterfall({ timings, words }: { timings: Timings; words: Words }) {
  const parts = PHASES.flatMap(({ key, name, fill }) => {
    const ms = timings[key];
    return ms === null ? [] : [{ name, fill, ms }];
  });
  // Of the whole time, so that a request that hung before its second part is not drawn as one long first part.
  const total = timings.totalMs;
  if (parts.length === 0 || total <= 0) return null;
  const label = parts.map((part) => `${words.check.phases[part.name]} ${part.ms.toFixed(1)} ms`).join(words.comma);
  let x = 0;
  return (
    <svg role="img" width={WIDTH} height="8" viewBox={`0 0 ${WIDTH} 8`} className="waterfall">
      <title>{label}</title>
      {parts.map((part) => {
        const width = (part.ms / total) * WIDTH;
        const start = x;
        x += width;
        return <rect key={part.name} x={tenth(start)} y="1" width={tenth(width)} height="6" className={part.fill} />;
      })}
    </svg>
  );
}

/** A tenth of a pixel is more than a screen shows. */
function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
