import postgres from "postgres";
import { causesOf } from "#db/causes.ts";

/**
 * Makes transactions end with their connection, for good. The client (3.4.9) goes on with one that has lost it: it sends a
 * rollback, a commit or the next statement where the connection was. Mostly nothing is there and the process dies of it, out of
 * everybody's reach (github.com/porsager/postgres/issues/1154, 1208); or by then it is the connection of somebody else's
 * transaction, which is rolled back or committed in his place.
 * @returns the same client; its `begin` rejects as before when a connection is lost.
 */
export function endWithConnection(sql: postgres.Sql): postgres.Sql {
  const { begin } = sql;
  type Work = (tx: postgres.TransactionSql) => unknown;
  const guarded = (...args: [Work] | [string, Work]) => {
    const [work, options] = args.length === 1 ? [args[0], ""] : [args[1], args[0]];
    return new Promise((resolve, reject) => {
      let ended: { readonly why: unknown } | null = null;
      const end = (why: unknown) => {
        ended ??= { why };
        reject(why);
      };
      const run = async (tx: postgres.TransactionSql) => {
        const mortal = untilEnded(tx, () => ended);
        try {
          const made = await work(mortal);
          const result = Array.isArray(made) ? await Promise.all(made) : made;
          if (ended === null) return result;
        } catch (error) {
          if (ended === null && !isLoss(error)) throw error;
          end(error);
        }
        // Whatever this came to, the client would send something.
        return new Promise(() => {});
      };
      begin(options, run).then((result) => {
        ended ??= { why: new Error("this transaction is over") };
        resolve(result);
      }, end);
    });
  };
  return Object.assign(sql, { begin: guarded });
}

/** The same transaction; every use of it throws once it has ended. */
function untilEnded(tx: postgres.TransactionSql, ended: () => { readonly why: unknown } | null) {
  const check = () => {
    const end = ended();
    if (end !== null) throw end.why;
  };
  return new Proxy(tx, {
    apply: (target, self, args) => {
      check();
      return Reflect.apply(target, self, args);
    },
    get: (target, key) => {
      check();
      return Reflect.get(target, key);
    },
  });
}

/** Whether a statement failed because its connection is gone, or is about to go: the server's last words on it. */
function isLoss(error: unknown): boolean {
  for (const cause of causesOf(error)) {
    // Of a statement: the client notes it in its error. What else fails in a transaction leaves its connection whole.
    if (!("query" in cause)) continue;
    if (cause instanceof postgres.PostgresError) return ["FATAL", "PANIC"].includes(cause.severity);
    if ("errno" in cause || ("code" in cause && String(cause.code).startsWith("CONNECT"))) return true;
  }
  return false;
}
