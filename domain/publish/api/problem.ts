import type { ParameterError } from "#domain/publish/api/parameters.ts";

/** What each status is called (RFC 9110): the title of a problem that has no type of its own. */
export const PROBLEM_TITLES = {
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  414: "URI Too Long",
  429: "Too Many Requests",
  503: "Service Unavailable",
} as const;
export type ProblemStatus = keyof typeof PROBLEM_TITLES;

/** A refusal in the form of RFC 9457. What it is about stands in `detail`, and in `errors` by the name of the parameter. */
export function problemOf(status: ProblemStatus, detail: string, errors?: readonly ParameterError[]) {
  return {
    type: "about:blank",
    title: PROBLEM_TITLES[status],
    status,
    detail,
    ...(errors === undefined ? {} : { errors }),
  };
}
