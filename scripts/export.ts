/** `npm run export`: the files of a month, as the workers write them by themselves. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { migrateDatabase } from "#db/migrate.ts";
import { DEFAULT_LICENCE, exportsFolder, LICENCE_IDS, type Licence } from "#domain/publish/export/manifest.ts";
import { readMonth } from "#domain/publish/export/month.ts";
import { homeFolder, withDatabase } from "#scripts/backup/database.ts";
import { Misuse, tellFailure } from "#scripts/command/misuse.ts";
import { VERSION } from "#workers/environment.ts";
import { exportMonth } from "#workers/keep/exports.ts";

const USAGE = `npm run export -- 2026-10    writes the files of a month into the folder exports of FAULTLINE_HOME

Workers do it by themselves when a month's last day is sealed, about a day after its end, and again when more becomes known
of its incidents. This does it now, and anew. While the product runs, too.
--world  of the made-up world's record, into exports-world`;

function readOrder(args: string[]): { month: string; world: boolean } | null {
  const options = {
    world: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return null;
  const [month = "", ...more] = positionals;
  if (more.length > 0 || readMonth(month) === null) throw new Misuse(USAGE);
  return { month, world: values.world };
}

/** @throws Error when it is none that the workers would take */
function licenceOf(wanted: string | undefined): Licence {
  const licence = LICENCE_IDS.find((one) => one === (wanted || DEFAULT_LICENCE));
  if (licence === undefined) throw new Error(`FAULTLINE_EXPORT_LICENCE is one of ${LICENCE_IDS.join(", ")}.`);
  return licence;
}

async function run(month: string, world: boolean): Promise<string[]> {
  const folder = resolve(homeFolder(), exportsFolder(world));
  const about = {
    version: VERSION,
    licence: licenceOf(process.env.FAULTLINE_EXPORT_LICENCE),
    source: process.env.FAULTLINE_URL || null,
    operator: process.env.FAULTLINE_OPERATOR || null,
    made_up: world,
  };
  return withDatabase({ name: "faultline-export", max: 2, world, make: false }, async ({ sql, url }) => {
    await migrateDatabase(url);
    const { files } = await exportMonth(sql, month, Date.now(), { folder, ...about });
    return files.map(({ name, rows, bytes }) => `${resolve(folder, name)}  ${rows} rows, ${bytes} bytes`);
  });
}

try {
  const order = readOrder(process.argv.slice(2));
  for (const line of order === null ? [USAGE] : await run(order.month, order.world)) console.log(line);
} catch (error) {
  tellFailure(error);
}
