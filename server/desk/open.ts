import type { IncomingMessage, ServerResponse } from "node:http";
import { ABANDONED_MS, connect } from "#db/client.ts";
import { readSealingKeys } from "#db/sealing.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import type { EpochMs } from "#domain/time.ts";
import { API_PATH, type ClerkOptions, createClerk } from "#server/desk/clerk.ts";
import { type CounterOptions, createCounter, isCounterPath } from "#server/desk/counter.ts";
import { createDesk } from "#server/desk/desk.ts";
import { refuse } from "#server/front/refusal.ts";
import type { WebSettings } from "#server/settings.ts";

/** A form waits for no longer than this for the record. */
const STATEMENT_MS = 5_000;

export interface DeskRoot extends Pick<CounterOptions, "page" | "clientOf" | "onError"> {
  readonly settings: WebSettings;
  readonly now: () => EpochMs;
}

/** Requests in work: more at once than this wait for the record in vain. */
const MOST_AT_ONCE = 50;

/** The desk with a small pool of its own: who floods it takes nothing from those that read. */
export function openDesk({ settings, now, ...rest }: DeskRoot) {
  const { FAULTLINE_SECRET_KEY: key, FAULTLINE_URL: site = null } = settings;
  const sql =
    key === undefined || site === null
      ? null
      : connect({
          url: settings.DATABASE_URL,
          name: "faultline-desk",
          max: 2,
          statementMs: STATEMENT_MS,
          idleInTransactionMs: ABANDONED_MS,
        });
  const desk =
    sql === null || key === undefined || site === null
      ? null
      : createDesk({
          sql,
          keys: readSealingKeys(key),
          rules: {
            ...PUBLIC_TARGETS,
            ownHosts: [new URL(site).hostname],
            loopbackOnly: settings.FAULTLINE_WEBHOOK_LOOPBACK === "only",
          },
          now,
        });
  const options: ClerkOptions & CounterOptions = { ...rest, desk, site };
  const clerk = createClerk(options);
  const counter = createCounter(options);
  let working = 0;
  return {
    take: (request: IncomingMessage, response: ServerResponse): boolean => {
      const { url = "" } = request;
      // Every request of the door passes here.
      if (!url.includes("/subscri")) return false;
      const [path = ""] = url.split("?", 1);
      const isApi = path === API_PATH || path.startsWith(`${API_PATH}/`);
      if (working >= MOST_AT_ONCE && (isApi || isCounterPath(path))) {
        refuse(response, { status: 503, detail: "Too many ask at once.", as: "text", headers: { "Retry-After": "5" } });
        return true;
      }
      const made = isApi ? clerk(request, response) : counter(request, response);
      if (made === null) return false;
      working += 1;
      // Not when it is out: of an answer that waits behind others on its connection that may never be heard.
      made
        .catch((error: unknown) => {
          rest.onError("an answer of the desk could not be made", error);
          response.destroy();
        })
        .finally(() => {
          working -= 1;
        });
      return true;
    },
    close: async () => {
      await sql?.end({ timeout: 2 });
    },
  };
}
