import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readClientModules } from "#server/front/client-modules.ts";
import { type Islands, prepareDocument, tellAge } from "#server/front/document.ts";

const BODY =
  '<main id="record"><h1>Everything we watch is answering.</h1><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></main>';

/** As Next.js 16.4 writes a page: its own modules have the numbers 39756 and 97367. */
const pageOf = (body: string, rows = "") =>
  [
    '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>',
    '<link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next"/>',
    '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/b.js"/>',
    '<link rel="preload" as="font" href="/_next/static/media/c.woff2"/>',
    '<script src="/_next/static/chunks/d.js" async=""></script>',
    '<title>Now</title><script src="/_next/static/chunks/e.js" noModule=""></script></head><body>',
    body,
    '<script id="_R_">(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push(["a.js",{"b":[1]}]);</script>',
    '<script src="/_next/static/chunks/f.js" async=""></script>',
    "<script>(self.__next_f=self.__next_f||[]).push([0])</script>",
    `<script>self.__next_f.push([1,"1:\\"$Sreact.fragment\\"\\n3:I[39756,[\\"$2\\"],\\"default\\"]\\ne:I[97367,[],\\"$d\\"]${rows}\\n"])</script>`,
    "</body></html>",
  ].join("");

const NONE: Islands = new Map();
const OURS = new Set(["4711"]);
const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

it("a page without client components is sent without the runtime and without its second self", () => {
  const { html, scriptHashes } = prepareDocument(pageOf(BODY), NONE, OURS);
  expect(html).not.toMatch(/<script|__next_f|as="script"/);
  expect(html).toContain(BODY);
  expect(html).toContain('rel="stylesheet"');
  expect(html).toContain('as="font"');
  expect(scriptHashes).toEqual([]);
});

it("a page with a client component of ours keeps everything, each script allowed by its hash", () => {
  const page = pageOf(BODY, '\\n5:I[4711,[\\"/_next/static/chunks/g.js\\"],\\"Chart\\"]');
  const { html, scriptHashes } = prepareDocument(page, NONE, OURS);
  expect(html).toBe(page);
  const inline = [...page.matchAll(/<script(?: id="_R_")?>(.*?)<\/script>/g)].map(([, text = ""]) => hash(text));
  expect(inline).toHaveLength(3);
  expect(scriptHashes).toEqual(inline);
});

it("text that looks like the import of a client component is none", () => {
  const page = pageOf(BODY, '\\n5:[\\"$\\",\\"p\\",null,{\\"children\\":\\"x\\\\n5:I[4711,[]]\\"}]');
  expect(prepareDocument(page, NONE, OURS).html).not.toContain("__next_f");
});

it("of a build that does not tell its client components every page may have some", () => {
  expect(prepareDocument(pageOf(BODY), NONE, null).html).toBe(pageOf(BODY));
});

describe.each([
  ["on a page without client components", ""],
  ["on a page with one", '\\n5:I[4711,[],\\"Chart\\"]'],
])("%s", (_, rows) => {
  it.each([
    "<script>alert(1)</script>",
    '<script id="_R_">alert(1)</script>',
    "<script>self.__next_f;alert(1)</script>",
    "<script>self.__next_f.push([1]);alert(document.domain)</script>",
    '<script>self.__next_f.push((alert(1),"[1]"))</script>',
    '<script src="/api/v1/services"></script>',
    '<script src="/_next/static/chunks/a.js">alert(1)</script>',
    '<script type="module">alert(1)</script>',
  ])("a script that is not the runtime's is taken out, told, and allowed by no hash: %s", (script) => {
    const [clean, injected] = [BODY, `${BODY}${script}`].map((body) => prepareDocument(pageOf(body, rows), NONE, OURS));
    expect(clean?.foreign).toEqual([]);
    expect(injected).toEqual({ ...clean, foreign: [script] });
  });

  it("data stays, and needs no hash", () => {
    const body = `${BODY}<script type="application/ld+json">{"@type":"WebSite"}</script>`;
    const { html, scriptHashes, foreign } = prepareDocument(pageOf(body, rows), NONE, OURS);
    expect(html).toContain(body);
    expect(scriptHashes).toEqual(prepareDocument(pageOf(BODY, rows), NONE, OURS).scriptHashes);
    expect(foreign).toEqual([]);
  });
});

it("a page gets the scripts of its islands, each once, and no others", () => {
  const islands: Islands = new Map([
    ["live", { src: "/_next/static/islands/live-A.js", imports: ["/_next/static/islands/chunk-B.js"] }],
    ["strata", { src: "/_next/static/islands/strata-C.js", imports: [] }],
  ]);
  const body = `${BODY}<div data-island="live"></div><p data-island="live"></p><p>data-island=&quot;strata&quot;</p><b data-island="gone"></b>`;
  const { html } = prepareDocument(pageOf(body), islands, OURS);
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/_next/static/islands/live-A.js">']);
  expect(html).toContain('<link rel="modulepreload" href="/_next/static/islands/chunk-B.js"/>');
  expect(html.indexOf("live-A.js")).toBeLessThan(html.indexOf("</head>"));
});

it("an older page tells its age where it has a place for it, and is else the same", () => {
  const at = Date.parse("2026-11-22T14:31:20Z");
  const note = '<p id="age" role="status" class="b" data-text="Shown is the state of {at}: &lt;no newer&gt;.">';
  expect(tellAge(`<body>${note}</p></body>`, at)).toBe(
    `<body>${note}Shown is the state of <time dateTime="2026-11-22T14:31:20.000Z">2026-11-22 14:31 UTC</time>: &lt;no newer&gt;.</p></body>`,
  );
  expect(tellAge("<body></body>", at)).toBe("<body></body>");
});

it("client components are read from a build's manifests, without those of Next.js; a build without manifests does not tell", async () => {
  const build = mkdtempSync(join(tmpdir(), "faultline-build-"));
  try {
    expect(await readClientModules(build)).toBeNull();
    const page = join(build, "server/app/[lang]/services/[slug]");
    mkdirSync(page, { recursive: true });
    expect(await readClientModules(build)).toBeNull();
    const clientModules = {
      "[project]/node_modules/next/dist/esm/client/components/layout-router.js": { id: 39756 },
      "[project]/components/charts/latency.tsx <module evaluation>": { id: 4711 },
    };
    const file = join(page, "page_client-reference-manifest.js");
    const text = `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["/x/page"] = ${JSON.stringify({ clientModules })}`;
    writeFileSync(file, text);
    expect(await readClientModules(build)).toEqual(new Set(["4711"]));
    writeFileSync(file, "globalThis.somethingElse = 1");
    expect(await readClientModules(build)).toBeNull();
  } finally {
    rmSync(build, { recursive: true });
  }
});

it("the fonts of the first screen are asked for before anything else", () => {
  const { html } = prepareDocument(pageOf(BODY), NONE, OURS, ["/_next/static/media/a.woff2"]);
  expect(html).toContain(
    '<head><link rel="preload" as="font" type="font/woff2" crossorigin href="/_next/static/media/a.woff2"/>',
  );
});
