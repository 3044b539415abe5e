import type { FailureType } from "#domain/failure/failure.ts";
import { ANSWERS } from "#workers/probe/testing/provocations/answers.ts";
import { CONNECTION } from "#workers/probe/testing/provocations/connection.ts";
import type { Ways } from "#workers/probe/testing/provocations/ground.ts";
import { OWN } from "#workers/probe/testing/provocations/own.ts";
import { STREAMS } from "#workers/probe/testing/provocations/streams.ts";

/** Every failure type there is, with the ways in which tests provoke it; docs/failure-types.md names them. */
export const PROVOCATIONS: Readonly<Record<FailureType, Ways>> = { ...CONNECTION, ...ANSWERS, ...STREAMS, ...OWN };
