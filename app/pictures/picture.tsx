import { ImageResponse } from "next/og";
import { keepMade } from "#app/pictures/kept.ts";
import { settable } from "#app/pictures/settable.ts";
import { rank } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import { currentSite, type PublicSite } from "#server/site.ts";

type Fonts = NonNullable<NonNullable<ConstructorParameters<typeof ImageResponse>[1]>["fonts"]>;

const SIZE = { width: 1_200, height: 630 };
/** Pictures that are kept, of some 57 kB each: those of all services and clouds, and as many of incidents and regions as are shared. */
const MOST_KEPT = 128;
/** A picture that says the same may be of so long ago. */
const SAME_MS = 10 * 60_000;
const WIDTH = 760;

/** The light tokens (app/globals.css), and the amplitude of a strip, four times as high. */
const DRAWN: Record<Status, { readonly fill: string; readonly height: number }> = {
  operational: { fill: "#078655", height: 16 },
  under_maintenance: { fill: "#20297a", height: 32 },
  unknown: { fill: "#697285", height: 24 },
  degraded_performance: { fill: "#f2bd36", height: 32 },
  partial_outage: { fill: "#b95905", height: 48 },
  major_outage: { fill: "#520e1e", height: 64 },
};

export interface Stratum {
  readonly name: string;
  /** What is said at its right end: `7 of 63`. */
  readonly told: string;
  readonly statuses: readonly Status[];
}

export interface Picture {
  /** In English: no face is shipped that could set Japanese. */
  readonly sentence: string;
  readonly strata: readonly Stratum[];
  /** `as of 22 Nov 2026 14:32 UTC` */
  readonly foot: string;
}

const drawn = keepMade<Buffer>(MOST_KEPT);

/**
 * A picture as PNG, which may be kept for a minute.
 * @param asOf of a picture that says in its foot when it was drawn: the instant. The same is drawn anew after ten minutes.
 */
export async function answerPicture(picture: Picture, asOf: EpochMs | null = null): Promise<Response> {
  const { sentence, strata, foot } = picture;
  const key = JSON.stringify([sentence, strata, asOf === null ? foot : Math.floor(asOf / SAME_MS)]);
  const bytes = await drawn(key, () => draw(picture));
  return new Response(new Uint8Array(bytes), {
    headers: { "content-type": "image/png", "cache-control": "public, max-age=60" },
  });
}

/** One array for all pictures: a face is read once for as long as it stands in the same one. */
const fontsOf = new WeakMap<PublicSite["faces"], Fonts>();

function currentFonts(): Fonts {
  const { faces } = currentSite();
  const fonts = fontsOf.get(faces) ?? faces.map((face) => ({ ...face, style: "normal" as const }));
  fontsOf.set(faces, fonts);
  return fonts;
}

async function draw(picture: Picture): Promise<Buffer> {
  const [sentence, foot] = [settable(picture.sentence), settable(picture.foot)];
  const image = new ImageResponse(
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        width: "100%",
        height: "100%",
        padding: "52px 64px 44px",
        background: "#fbfaf6",
        color: "#1a1c20",
        fontFamily: "IBM Plex Sans Condensed",
      }}
    >
      <div style={{ display: "flex", flexDirection: "column" }}>
        <div style={{ display: "flex", alignItems: "center", fontFamily: "Source Serif 4", fontSize: 34 }}>
          <svg viewBox="0 0 26 18" width="48" height="33" aria-hidden="true">
            <path d="M0 3h11l4 4h11M0 9h8l4 4h14M0 15h5l3 3" fill="none" stroke="#1a1c20" strokeWidth="2" />
          </svg>
          <span style={{ marginLeft: 16 }}>Faultline</span>
        </div>
        <div
          style={{
            marginTop: 28,
            fontFamily: "Source Serif 4",
            fontSize: sentence.length > 90 ? 42 : 54,
            lineHeight: 1.16,
          }}
        >
          {sentence}
        </div>
      </div>
      <div style={{ display: "flex", flexDirection: "column" }}>
        {picture.strata.map((stratum) => (
          <Strip key={stratum.name} stratum={stratum} />
        ))}
        <div style={{ display: "flex", marginTop: 20, fontSize: 26, color: "#666b73" }}>{foot}</div>
      </div>
    </div>,
    { ...SIZE, fonts: currentFonts() },
  );
  return Buffer.from(await image.arrayBuffer());
}

/** All of a layer side by side, the worst first. */
function Strip({ stratum: { name, told, statuses } }: { stratum: Stratum }) {
  const pitch = Math.min(28, WIDTH / Math.max(1, statuses.length));
  return (
    <div style={{ display: "flex", alignItems: "center", height: 84, borderTop: "2px solid #1a1c20", fontSize: 28 }}>
      <span style={{ width: 150 }}>{settable(name)}</span>
      <div style={{ display: "flex", alignItems: "center", width: WIDTH, height: 64 }}>
        {statuses
          .toSorted((a, b) => rank(b) - rank(a))
          .map((status, index) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other identity
              key={index}
              style={{
                width: pitch * 0.86,
                marginRight: pitch * 0.14,
                height: DRAWN[status].height,
                background: DRAWN[status].fill,
              }}
            />
          ))}
      </div>
      <span style={{ display: "flex", flexGrow: 1, justifyContent: "flex-end" }}>{settable(told)}</span>
    </div>
  );
}
