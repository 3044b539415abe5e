import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { answerReadiness } from "#server/health.ts";

function readiness(readAt: number | null, now: number): [status: number, text: string] {
  const told: [number, string] = [0, ""];
  const response = {
    writeHead: (status: number) => {
      told[0] = status;
      return response;
    },
    end: (text: string) => {
      told[1] = text;
    },
  };
  // As the web process has it: with why the newest attempt to read failed.
  const read = { readAt, error: 'connect ECONNREFUSED 10.0.0.7:5432, role "faultline", select * from secret' };
  answerReadiness(response as unknown as ServerResponse, read, now);
  return told;
}

it.each([
  [null, 0, 503, "not ready: nothing has been read from the database yet\n"],
  [1_000, 61_001, 503, "not ready: the current state is 60 s old\n"],
  [1_000, 61_000, 200, "ready\n"],
  [61_000, 50_000, 503, "not ready: the clock was set back since the current state was read\n"],
])("read at %s, at %s it answers %s, and nobody is told what the database says", (readAt, now, status, text) => {
  expect(readiness(readAt, now)).toEqual([status, text]);
});
