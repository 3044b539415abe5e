import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import RssParser from "rss-parser";
import { baseUrl } from "../api.ts";
import { annotate } from "../product.ts";
import { ofService, pastIncidents } from "./record.ts";
import { run } from "./run.ts";

/** A feed is made anew after a minute. */
const ANEW_MS = 75_000;

test("newsboat sees an update as new, once, and repeats nothing that was read", async () => {
  const [, { service, id }] = await pastIncidents();
  const folder = mkdtempSync(join(tmpdir(), "faultline-newsboat-"));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const feeds = [
    `${baseUrl()}${ofService(service, "history.atom")}`,
    `${baseUrl()}${ofService(service, "updates.rss")}`,
  ];
  const options = ["-C", file("config", ""), "-u", file("urls", feeds.join("\n")), "-c", join(folder, "cache.db")];
  const newsboat = async (...args: string[]) => {
    const { stdout, stderr, code } = await run("newsboat", [...options, ...args], "", { ...process.env, HOME: folder });
    expect([code, stderr]).toEqual([0, ""]);
    return stdout.trim();
  };
  const ids = async () => {
    const read = await Promise.all(feeds.map((url) => new RssParser().parseURL(url)));
    return read.flatMap(({ items }) => items.map((item) => (item.guid ?? item.id) as string));
  };

  await newsboat("-x", "reload");
  const before = await ids();
  expect(await newsboat("-x", "print-unread")).toBe(`${before.length} unread articles`);
  // Read, as if somebody had.
  await newsboat("-I", file("read", `${before.join("\n")}\n`));
  await newsboat("-x", "reload");
  expect(await newsboat("-x", "print-unread")).toBe("0 unread articles");

  await annotate(id, "--note", "A <certificate> & its chain had expired.", "--author", "Ada");
  await expect.poll(async () => (await ids()).length, { timeout: ANEW_MS, intervals: [1_000] }).toBe(before.length + 1);
  await newsboat("-x", "reload");
  expect(await newsboat("-x", "print-unread")).toBe("1 unread articles");
  await newsboat("-x", "reload");
  expect(await newsboat("-x", "print-unread")).toBe("1 unread articles");
  rmSync(folder, { recursive: true });
});
