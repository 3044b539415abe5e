import type { ServerResponse } from "node:http";
import type { ParameterError } from "#domain/publish/api/parameters.ts";
import { type ProblemStatus, problemOf } from "#domain/publish/api/problem.ts";

/** What stands where no page can: without a style, for it needs nothing that could be missing. */
const PAGES = {
  en: ["We cannot see right now.", "This page could not be made. Try again in a few seconds."],
  ja: ["現在、状況を確認できません。", "このページを表示できませんでした。数秒後にもう一度お試しください。"],
} as const;

export interface Refusal {
  readonly status: ProblemStatus;
  readonly detail: string;
  /** In which form: RFC 9457 for the API, a page for readers, else a line of text. */
  readonly as: "api" | keyof typeof PAGES | "text";
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the API: what is not right, by the name of the parameter. */
  readonly errors?: readonly ParameterError[];
}

/** Answers what the door does not let in, or has nothing for. It is never kept: not by us, not by a proxy. */
export function refuse(response: ServerResponse, { status, detail, as, errors, headers = {} }: Refusal): void {
  const [type, body] = form({ status, detail, as, ...(errors === undefined ? {} : { errors }) });
  response.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    ...(as === "api" ? { "Access-Control-Allow-Origin": "*" } : {}),
    ...headers,
  });
  response.end(body);
}

function form({ status, detail, as, errors }: Omit<Refusal, "headers">): readonly [type: string, body: string] {
  if (as === "text") return ["text/plain; charset=utf-8", `${detail}\n`];
  if (as === "api") return ["application/problem+json", JSON.stringify(problemOf(status, detail, errors))];
  const [heading, text] = PAGES[as];
  const head = `<meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><title>${heading} · Faultline</title>`;
  const body = `<main><h1>${heading}</h1><p>${text}</p></main>`;
  return [
    "text/html; charset=utf-8",
    `<!DOCTYPE html><html lang="${as}"><head>${head}</head><body>${body}</body></html>`,
  ];
}
