type Header = readonly [name: string, value: string];

/** What an answer is, as far as browsers treat it differently. */
export type Kind = "page" | "embed" | "api" | "icon" | "file" | "asset";

const PERMISSIONS = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "screen-wake-lock",
  "usb",
  "xr-spatial-tracking",
];

const ONE_YEAR_S = 31_536_000;

/** Everything a page may load is ours; nothing may frame it, and no script runs that we did not send. */
function pagePolicy(scriptHashes: readonly string[], secure: boolean): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scriptHashes].join(" "),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** A picture brings its own style and loads nothing; neither does data. */
const POLICIES: Readonly<Record<Exclude<Kind, "page">, string>> = {
  api: "default-src 'none'; frame-ancestors 'none'",
  icon: "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
  file: "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
  asset: "default-src 'none'; frame-ancestors 'none'",
  // Made for other people's pages: it runs nothing, sends nothing and may be framed by anybody.
  embed: "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *",
};

/** What may be loaded by other sites; the style of what stands in a sandboxed frame, too, whose origin is nobody's. */
const SHARED: Readonly<Record<Kind, boolean>> = {
  page: false,
  embed: true,
  api: true,
  icon: true,
  file: true,
  asset: true,
};

export interface Site {
  /** Whether readers come by https. */
  readonly secure: boolean;
}

/** @param url the configured public address */
export function siteOf(url: string | undefined): Site {
  return { secure: url?.startsWith("https:") ?? false };
}

/** The headers that tell browsers what an answer may do, and who may read it. */
export function securityHeaders(kind: Kind, { secure }: Site, scriptHashes: readonly string[] = []): Header[] {
  return [
    ["Content-Security-Policy", kind === "page" ? pagePolicy(scriptHashes, secure) : POLICIES[kind]],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Cross-Origin-Resource-Policy", SHARED[kind] ? "cross-origin" : "same-origin"],
    ...(kind === "page" ? ([["Cross-Origin-Opener-Policy", "same-origin"]] as const) : []),
    ...(kind === "page" || kind === "embed"
      ? ([["Permissions-Policy", PERMISSIONS.map((name) => `${name}=()`).join(", ")]] as const)
      : []),
    ...(kind === "api" || kind === "file"
      ? ([
          ["Access-Control-Allow-Origin", "*"],
          ["Access-Control-Expose-Headers", "Age, ETag, Link, Retry-After"],
        ] as const)
      : []),
    ...(secure ? ([["Strict-Transport-Security", `max-age=${ONE_YEAR_S}; includeSubDomains`]] as const) : []),
  ];
}
