import type { ServerResponse } from "node:http";
import { MAX_SKEW_MS } from "#domain/clock-skew.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Read } from "#server/pages/messages.ts";

/** A snapshot older than this means that we cannot see: the instance is not ready to be sent readers. */
const READY_WITHIN_MS = 60_000;

/** `/healthz`: the process answers. */
export function answerHealth(response: ServerResponse): void {
  plain(response, 200, "ok\n");
}

/** `/readyz`: it also sees. Why it does not is in the log: an error of the database names its address, role and query. */
export function answerReadiness(response: ServerResponse, { readAt }: Pick<Read, "readAt">, now: EpochMs): void {
  if (readAt === null) {
    plain(response, 503, "not ready: nothing has been read from the database yet\n");
    return;
  }
  const ageMs = now - readAt;
  if (ageMs > READY_WITHIN_MS) {
    plain(response, 503, `not ready: the current state is ${Math.round(ageMs / 1_000)} s old\n`);
  } else if (ageMs < -MAX_SKEW_MS) {
    plain(response, 503, "not ready: the clock was set back since the current state was read\n");
  } else {
    plain(response, 200, "ready\n");
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end(text);
}
