import type { WorldRequest } from "#drill/world/request.ts";

const MAX_KINDS = 200;

/** Counts what the world was asked. */
export class Tally {
  requests = 0;
  spoiled = 0;
  readonly #asked = new Map<string, number>();
  readonly #madeUp = new Set<string>();
  readonly #unanswered = new Map<string, number>();

  /** A request, or the handshake of a WebSocket, that reached a host whole. */
  ask(host: string): void {
    this.requests++;
    this.#asked.set(host, (this.#asked.get(host) ?? 0) + 1);
  }

  /** How often each host was asked. */
  asked(): Record<string, number> {
    return Object.fromEntries(this.#asked);
  }

  /** A request that no stand-in knows. Of very many kinds only the first are kept apart. */
  unknown(request: Pick<WorldRequest, "host" | "method" | "target" | "rpc">): void {
    const name = `${request.method} ${request.host}${request.target.slice(0, 120)}${request.rpc ? ` ${request.rpc.method}` : ""}`;
    const kind = this.#unanswered.has(name) || this.#unanswered.size < MAX_KINDS ? name : "others";
    this.#unanswered.set(kind, (this.#unanswered.get(kind) ?? 0) + 1);
  }

  /** A request that was answered from the rules of its check, for want of a stand-in. */
  makeUp({ method, host, url }: WorldRequest): void {
    if (this.#madeUp.size < MAX_KINDS) this.#madeUp.add(`${method} ${host}${url.pathname.slice(0, 120)}`);
  }

  madeUp(): string[] {
    return [...this.#madeUp].sort();
  }

  unanswered(): { readonly request: string; readonly times: number }[] {
    return [...this.#unanswered].map(([request, times]) => ({ request, times }));
  }
}
