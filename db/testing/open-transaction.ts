import type { Sql, Tx } from "#db/client.ts";

/** A transaction that is not over when a function is: a session that holds what others wait for. */
export interface OpenTransaction {
  readonly tx: Tx;
  rollback(): Promise<void>;
}

/** @throws Error when it cannot be begun. */
export function openTransaction(sql: Sql): Promise<OpenTransaction> {
  return new Promise((resolve, reject) => {
    const running = sql.begin(
      (tx) => new Promise((_, takeBack) => resolve({ tx, rollback: () => ended(() => takeBack(new Error("enough"))) })),
    );
    // Its end may be the session's, which is no failure here.
    const over = running.then(() => {}, reject);
    const ended = (end: () => void) => {
      end();
      return over;
    };
  });
}
