import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { Statuspage } from "statuspage.io";
import { baseUrl } from "../api.ts";

const require = createRequire(import.meta.url);
/** It is published for browsers alone. */
const WIDGET = require.resolve("@statuspage/status-widget/dist/index.js");

function connect() {
  const client = new Statuspage("faultline");
  client.setApiUrl(baseUrl());
  return client.api;
}

/** An outage has begun, and is published. */
async function unresolved() {
  const { incidents } = connect();
  const found = async () => {
    const { incidents: open } = await incidents.getUnresolved();
    return open.find(({ name }) => name.includes("1RPC")) ?? null;
  };
  await expect.poll(found, { timeout: 90_000, intervals: [1_000] }).not.toBeNull();
  return found();
}

test("the client of Statuspage's API reads the state, the components, what is wrong and what is announced", async () => {
  const api = connect();
  const open = await unresolved();
  expect(open).toMatchObject({ status: "investigating", impact: "minor", resolved_at: null });
  expect(open?.incident_updates.length).toBeGreaterThan(0);

  const summary = await api.getSummary();
  expect(summary.page.url).toBe(baseUrl());
  expect(summary.incidents.map(({ id }) => id)).toContain(open?.id);
  expect(summary.status.indicator).not.toBe("none");
  expect((await api.getStatus()).status).toEqual(summary.status);

  const { components } = await api.getComponents();
  const group = components.find(({ group, name }) => group && name.startsWith("1RPC"));
  const failing = components.filter(({ group_id }) => group_id === group?.id);
  expect(failing.map(({ status }) => status)).toContain("degraded_performance");
  expect(components.length).toBeGreaterThan(70);

  const { incidents } = await api.incidents.getAll();
  expect(incidents.map(({ id }) => id)).toContain(open?.id);
  expect(incidents.filter(({ status }) => status === "resolved").length).toBeGreaterThan(0);
  for (const list of [api.scheduledMaintenances.getAll, api.scheduledMaintenances.getUpcoming]) {
    const { scheduled_maintenances } = await list.call(api.scheduledMaintenances);
    expect(scheduled_maintenances).toEqual(expect.any(Array));
  }
});

/** A site of somebody else's: a browser lets no page that is merely said to stand here ask this machine. */
async function elsewhere(html: string) {
  const script = readFileSync(WIDGET);
  const server = createServer(({ url }, response) => {
    if (url === "/widget.js") response.setHeader("content-type", "text/javascript").end(script);
    else response.setHeader("content-type", "text/html").end(html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

test("Statuspage's widget shows the state on a page of somebody else's, in both of its forms", async ({ page }) => {
  await unresolved();
  const tag = (appearance: string) =>
    `<statuspage-widget src="${baseUrl()}" appearance="${appearance}"></statuspage-widget>`;
  const site = await elsewhere(`<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>
    ${tag("basic")}${tag("badge")}<script src="/widget.js"></script>`);
  const answered = page.waitForResponse(`${baseUrl()}/api/v2/summary.json`);
  await page.goto(site.url);
  const { status } = await (await answered).json();
  expect(status.indicator).not.toBe("none");
  const widgets = page.locator("statuspage-widget");
  await expect(widgets).toHaveCount(2);
  for (const widget of await widgets.all()) {
    await expect(widget).toContainText(status.description);
    await expect(widget.locator(".status-indicator")).toContainClass(status.indicator);
  }
  site.close();
});
