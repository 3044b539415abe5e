import { FAILURE_TYPES } from "#domain/failure/failure.ts";

/** All that a vantage may read or write. */
const TABLES = [
  ...["service", "component", "check_def", "vantage", "check_vantage", "worker_heartbeat", "measurement"],
  ...["check_latest", "measurement_minute", "vantage_round", "drizzle.__drizzle_migrations"],
];

/**
 * Statements of a vantage that means ill, each of which its role is refused (42501): what it would do, and the SQL by the ids of
 * its own vantage, of another's and of a check. There are the checks `alpha/api/time`, which has answered, and `alpha/api/unproven`.
 */
export const FORBIDDEN: readonly [what: string, statement: (own: number, other: number, checkId: number) => string][] =
  [
    ["measure as another", (_, other, c) => `insert into measurement ${row(other, c)}`],
    ["measure past its rows' security, in a day's own table", (own, _, c) => `insert into ${today()} ${row(own, c)}`],
    ["change what was measured", () => `update measurement set outcome = 'ok'`],
    ["delete what was measured", () => `delete from measurement`],
    ["empty a table", () => `truncate measurement`],
    [
      "make its newest result another's",
      (own, other) => `update check_latest set vantage_id = ${other} where vantage_id = ${own}`,
    ],
    [
      "claim another's vantage",
      (_, other) =>
        `insert into worker_heartbeat (vantage_id, worker_id, started_at, beat_at, version, ticks_planned, ticks_done, ticks_skipped, rows_buffered, rows_lost, loop_lag_ms, gated) values (${other}, 'evil', now(), now(), 'evil', 0, 0, 0, 0, 0, 0, false)`,
    ],
    [
      "say that another has lost its network",
      (_, other) => `insert into vantage_round values (${other}, now(), 4, 4, true, '[]')`,
    ],
    ["monitor for another", (_, other, c) => `insert into check_vantage values (${c}, ${other}, null, now(), 0)`],
    [
      "roll up for another",
      (_, other, c) =>
        `insert into measurement_minute values (date_trunc('minute', now()), ${c}, ${other}, 1, 1, 0, 0, 0, '{}')`,
    ],
    ["make a vantage", () => `insert into vantage (name, world, created_at) values ('evil', false, now())`],
    ["rename itself", (own) => `update vantage set name = 'evil' where id = ${own}`],
    ["call itself a world", (own) => `update vantage set world = true where id = ${own}`],
    ["change what a check asks", () => `update check_def set spec = '{}'`],
    ["remove a service", () => `delete from service`],
    ["judge", () => `insert into verdict_log default values`],
    [
      "take the judge's lease",
      () => `insert into lease (name, holder, epoch, until) values ('judge', 'evil', 1, now())`,
    ],
    ["read whom we tell", () => `select * from subscription`],
    ["read incidents", () => `select * from incident`],
    ["queue a message", () => `insert into outbox default values`],
    ["make a table", () => `create table evil (a int)`],
    ["drop a day", () => `drop table ${today()}`],
    ["turn row security off", () => `alter table measurement disable row level security`],
    ["write a policy", () => `create policy evil on measurement for insert with check (true)`],
    ["make a role", () => `create role evil`],
    [
      "keep a round open for ever",
      (own, _, c) => `insert into check_vantage values (${c}, ${own}, null, now(), 2147483647)`,
    ],
    [
      "give a reason that nobody knows",
      (own, _, c) => `insert into check_vantage values (${c}, ${own}, 'evil', now(), 0)`,
    ],
    [
      "be the newest by far",
      (own) => `update worker_heartbeat set beat_at = now() + interval '1 year' where vantage_id = ${own}`,
    ],
    ["beat at no time", (own) => `update worker_heartbeat set started_at = 'infinity' where vantage_id = ${own}`],
    ["store facts that are none", (own, _, c) => `insert into measurement ${row(own, c, { facts: "null" })}`],
    ["store facts of another kind", (own, _, c) => `insert into measurement ${row(own, c, { facts: '{"mode": {}}' })}`],
    [
      "store facts that nobody knows",
      (own, _, c) => `insert into measurement ${row(own, c, { facts: '{"evil": 1}' })}`,
    ],
    [
      "store a flood",
      (own, _, c) => `insert into measurement ${row(own, c, { facts: `{"mode": "${"x".repeat(5_000)}"}` })}`,
    ],
    [
      "fail in a way that nobody knows",
      (own, _, c) => `insert into measurement ${row(own, c, { failureType: "evil" })}`,
    ],
    [
      "put its newest result at no time",
      (own) => `update check_latest set started_at = 'infinity' where vantage_id = ${own}`,
    ],
    [
      "count failures that nobody knows",
      (own, _, c) =>
        `insert into measurement_minute values (date_trunc('minute', now()), ${c}, ${own}, 1, 1, 0, 0, 0, '{"evil": 1}')`,
    ],
    ["say what no control says", (own) => `insert into vantage_round values (${own}, now(), 1, 1, true, '[null]')`],
    ["say it as no list", (own) => `insert into vantage_round values (${own}, now(), 1, 1, true, '{}')`],
    ["stand at a place without an end", (own) => `update vantage set region = repeat('x', 201) where id = ${own}`],
    [
      "prove a check in the future",
      () => `update check_def set proven_at = now() + interval '1 year' where key = 'alpha/api/unproven'`,
    ],
    ...["'NaN'", "'Infinity'", "-3e38", "3.7e6"].flatMap((ms): typeof FORBIDDEN => [
      [`take ${ms} ms`, (own, _, c) => `insert into measurement ${row(own, c, { totalMs: ms })}`],
      [`have taken ${ms} ms`, (own) => `update check_latest set total_ms = ${ms} where vantage_id = ${own}`],
      [`look up in ${ms} ms`, (own) => `update check_latest set dns_ms = ${ms} where vantage_id = ${own}`],
      [
        `roll up ${ms} ms`,
        (own, _, c) =>
          `insert into measurement_minute values (date_trunc('minute', now()), ${c}, ${own}, 1, 1, 0, 0, 0, '{}', ${ms})`,
      ],
    ]),
    ...["1e400", "-1e400"].map((number): (typeof FORBIDDEN)[number] => [
      `store the fact ${number}`,
      (own, _, c) => `insert into measurement ${row(own, c, { facts: `{"head_age_s": ${number}}` })}`,
    ]),
    ["answer in less than nothing", (own) => `update check_latest set body_bytes = -1 where vantage_id = ${own}`],
    ["be off by no number", (own) => `update vantage set skew_ms = 'NaN' where id = ${own}`],
    ["be off without an end", (own) => `update vantage set skew_ms = '-Infinity' where id = ${own}`],
    ["be sure beyond certainty", (own) => `update vantage set skew_error_ms = -1 where id = ${own}`],
    ["lag by no number", (own) => `update worker_heartbeat set loop_lag_ms = 'NaN' where vantage_id = ${own}`],
    ["lose less than nothing", (own) => `update worker_heartbeat set rows_lost = -1 where vantage_id = ${own}`],
    [
      "succeed less than never",
      (own, _, c) =>
        `insert into measurement_minute values (date_trunc('minute', now()), ${c}, ${own}, 1, -1, 0, 0, 0, '{}')`,
    ],
    [
      "fail less than never",
      (own, _, c) =>
        `insert into measurement_minute values (date_trunc('minute', now()), ${c}, ${own}, 1, 1, 0, 0, 0, '{"${FAILURE_TYPES[0]}": -1}')`,
    ],
    ["ask fewer controls than none", (own) => `insert into vantage_round values (${own}, now(), -1, 0, true, '[]')`],
    [
      "hear from a control after all time",
      (own) => `insert into vantage_round values (${own}, now(), 1, 1, true, '[{"kind": "dns", "total_ms": 1e400}]')`,
    ],
    ["forget what it monitors", (own) => `delete from check_vantage where vantage_id = ${own}`],
    ...TABLES.map((table): (typeof FORBIDDEN)[number] => [
      `lock the table ${table}`,
      // The weakest that is in anybody's way: of vacuum's.
      () => `do $$ begin lock table ${table} in share update exclusive mode; end $$`,
    ]),
    ["become another role", () => "set role postgres"],
    ["read the server's files", () => `select pg_read_file('/etc/passwd')`],
  ];
const today = () => `measurement_${new Date().toISOString().slice(0, 10).replaceAll("-", "_")}`;
const row = (
  vantage: number,
  checkId: number,
  { facts = "{}", failureType = null as string | null, totalMs = "1" } = {},
) =>
  `(tick, check_id, vantage_id, started_at, outcome, failure_type, total_ms, attempts, facts) values (now(), ${checkId}, ${vantage}, now(), 'failed', ${failureType === null ? null : `'${failureType}'`}, ${totalMs}, 1, '${facts}')`;
