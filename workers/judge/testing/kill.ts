import type { Sql } from "#db/client.ts";

/** A client whose transactions can be made to end at any point, as a killed process ends them. */
export interface FragileClient {
  readonly sql: Sql;
  /** The statement that is never sent, from 1; Infinity for none. */
  diesAt: number;
  /** The transaction is committed, but its client never hears of it. */
  losesAnswer: boolean;
}

export class Killed extends Error {}

export function fragileClient(real: Sql): FragileClient {
  const begin = async (work: (tx: unknown) => Promise<unknown>) => {
    let count = 0;
    const answer = await real.begin((tx) => {
      const counting = new Proxy(tx, {
        apply: (target, self, args) => {
          if (Array.isArray(args[0]) && "raw" in args[0]) {
            count += 1;
            if (count === client.diesAt) throw new Killed(`at statement ${count}`);
          }
          return Reflect.apply(target, self, args);
        },
      });
      return work(counting);
    });
    if (client.losesAnswer) throw new Killed("after the commit");
    return answer;
  };
  const client: FragileClient = {
    sql: new Proxy(real, { get: (target, name) => (name === "begin" ? begin : Reflect.get(target, name)) }),
    diesAt: Number.POSITIVE_INFINITY,
    losesAnswer: false,
  };
  return client;
}
