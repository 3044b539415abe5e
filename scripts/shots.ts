/** `npm run shots`: pictures of every page in every state, and whatever is wrong with them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { catalogNames } from "#scripts/shots/language.ts";
import { pageNames, shotPages } from "#scripts/shots/pages.ts";
import { takeReadme } from "#scripts/shots/readme.ts";
import { SCENES, type Scene } from "#scripts/shots/scenes.ts";
import { type Finding, lookScript, shoot, WIDTHS } from "#scripts/shots/shoot.ts";
import { createStage, type Stage } from "#scripts/shots/stage.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { runStoppable, type Shutdown } from "#scripts/start/shutdown.ts";
import { ensureChromium } from "#scripts/test/chromium.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);

const USAGE = `npm run shots [-- options]

  --state NAME   only this state; may be given more than once
  --page NAME    only this page; may be given more than once
  --width N      only this width (${WIDTHS.join(", ")}); may be given more than once
  --readme       only the two pictures of the README, into docs/pictures

States: ${Object.entries(SCENES)
  .map(([name, { about }]) => `${name.padEnd(9)} ${about}`)
  .join("\n        ")}
Pages:  ${pageNames(root).join(" ")}

The pictures stand in .faultline/shots/STATE/PAGE-WIDTH-SCHEME-LANGUAGE.png. Exit 1 when something is wrong with one.`;

/** It fails in most of the states. */
const SHOWN_SERVICE = "infura";

interface Options {
  readonly scenes: readonly (readonly [string, Scene])[];
  readonly pages: readonly string[];
  readonly widths: readonly number[];
  readonly readme: boolean;
}

function readArguments(): Options {
  const list = { type: "string", multiple: true } as const;
  const { values } = parseArgs({
    options: {
      state: list,
      page: list,
      width: list,
      readme: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    process.exit(0);
  }
  const states = chosen("state", values.readme ? ["cloud"] : values.state, Object.keys(SCENES));
  return {
    scenes: Object.entries(SCENES).filter(([name]) => states.includes(name)),
    pages: chosen("page", values.page, pageNames(root)),
    widths: chosen("width", values.width, WIDTHS.map(String)).map(Number),
    readme: values.readme,
  };
}

function chosen(option: string, asked: readonly string[] | undefined, known: readonly string[]): readonly string[] {
  const strange = asked?.find((name) => !known.includes(name));
  if (strange !== undefined) throw new Error(`--${option} takes ${known.join(", ")}, not "${strange}"`);
  return asked ?? known;
}

async function run(shutdown: Shutdown): Promise<void> {
  const options = readArguments();
  await shutdown.until(buildIfNeeded(root, print, shutdown));
  const launched = chromium.launch({
    executablePath: ensureChromium(print),
    args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  shutdown.own(async () => (await launched.catch(() => null))?.close());
  const browser = await shutdown.until(launched);
  const stage = await createStage(root, print, shutdown);
  const script = await lookScript(root);
  const names = catalogNames((path) => readFileSync(path, "utf8"));
  let wrong = 0;
  for (const [name, scene] of options.scenes) {
    print(`${name}: ${scene.about}`);
    await scene.set(stage);
    if (options.readme) {
      for (const file of await shutdown.until(takeReadme(browser, root, stage.url))) print(`  ${file}`);
      continue;
    }
    const shown = {
      service: scene.isEmpty ? null : SHOWN_SERVICE,
      incident: scene.isEmpty ? null : await newestIncident(stage),
      drill: stage.drill,
    };
    const findings = await shutdown.until(
      shoot(browser, script, {
        url: stage.url,
        pages: shotPages(root, shown).filter(({ name: page }) => options.pages.includes(page)),
        widths: options.widths,
        folder: join(root, ".faultline/shots", name),
        isBlind: scene.isBlind === true,
        names,
        signal: shutdown.signal,
      }),
    );
    for (const line of findings.map(lineOf)) print(`  ${line}`);
    wrong += findings.length;
  }
  if (!options.readme) print(wrong === 0 ? "PASS: nothing is wrong with any of them" : `FAIL: ${wrong} findings`);
  await shutdown.stop(wrong === 0 ? 0 : 1);
}

function lineOf({ what, on }: Finding): string {
  return `${what} [${on.join(" ")}]`;
}

let lastIncident: string | null = null;

/** Open ones come first. What cannot see any more has no list: then it is the one that was the newest before. */
async function newestIncident({ url }: Stage): Promise<string | null> {
  const response = await fetch(`${url}/api/v1/incidents?limit=1`);
  if (!response.ok) return lastIncident;
  const { data } = (await response.json()) as { data: { id: string }[] };
  lastIncident = data[0]?.id ?? null;
  return lastIncident;
}

await runStoppable(print, run);
