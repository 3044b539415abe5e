import { wordsOf } from "#components/words/words.ts";

export const dynamic = "force-dynamic";

/** Colours are those of the tokens `paper` and `ink` (app/globals.css). */
const MANIFEST = {
  name: "Faultline",
  short_name: "Faultline",
  description: wordsOf("en").tagline,
  start_url: "/",
  scope: "/",
  display: "browser",
  background_color: "#fbfaf6",
  theme_color: "#fbfaf6",
  icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
};

export function GET(): Response {
  return new Response(JSON.stringify(MANIFEST), {
    headers: { "content-type": "application/manifest+json", "cache-control": "public, max-age=86400" },
  });
}
