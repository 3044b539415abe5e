import type { Answer } from "#drill/world/answers/answer.ts";

const PARAGRAPH =
  "This page stands in for a real one. It is served on loopback by Faultline's world, so that the product can be tried and " +
  "drilled without the internet, and it is long enough to be taken for a page by a check that only asks for one. ";

/** A plain page of about 2 KiB. */
export function page(host: string): Answer {
  const body = [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${host} (stand-in)</title></head>`,
    `<body><h1>${host}</h1>`,
    ...Array.from({ length: 7 }, (_, i) => `<p>${i + 1}. ${PARAGRAPH}</p>`),
    "</body></html>",
  ].join("\n");
  return { status: 200, type: "text/html; charset=utf-8", body };
}

/** What a web server says of a path it does not have. */
export function pageNotFound(host: string): Answer {
  const body = `<!doctype html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><hr>${host}</body></html>`;
  return { status: 404, type: "text/html; charset=utf-8", body };
}
