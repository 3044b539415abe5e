import { expect, it } from "vitest";
import { GET } from "#app/badge/[service]/route.ts";
import { makeCheckView, makeComponentView, makeOverview, makeServiceView, NOW } from "#domain/status/testing/views.ts";
import { publishSnapshot, publishTime } from "#server/snapshot.ts";
import { type Stage, stageOf } from "#server/testing/door.ts";

const kraken = makeServiceView("kraken", [], {
  components: [
    makeComponentView("api", [
      makeCheckView("kraken/api/time", undefined, { spec: { signal: "market_data", vital: true } }),
    ]),
  ],
});

/** The door in front of the route that makes badges. */
async function badges(): Promise<Stage> {
  publishTime(() => NOW);
  publishSnapshot(() => ({ overview: makeOverview([kraken]), error: null, version: "v" }));
  const stage = await stageOf();
  stage.handle = async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const service = url.pathname.split("/").at(-1) ?? "";
    const answer = await GET(new Request(url), { params: Promise.resolve({ service }) });
    response.writeHead(answer.status, [...answer.headers].flat());
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  return stage;
}

it("a badge may be shown and read anywhere, is shut in where it is opened, sets no cookie and has a strong tag", async () => {
  const { ask } = await badges();
  const { status, headers } = await ask("/badge/kraken.svg", { headers: { "accept-encoding": "identity" } });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "image/svg+xml; charset=utf-8",
    "cache-control": "public, max-age=60, s-maxage=60, stale-while-revalidate=30, stale-if-error=0",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
  });
  expect(headers.etag).toMatch(/^"[\w-]+"$/);
  expect(headers["set-cookie"]).toBeUndefined();
  expect(headers.vary ?? "Accept-Encoding").toBe("Accept-Encoding");
  const again = await ask("/badge/kraken.svg", {
    headers: { "accept-encoding": "identity", "if-none-match": headers.etag ?? "" },
  });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

it("that there is no such service is a picture, too, and kept for a moment", async () => {
  const { status, headers, body } = await (await badges()).ask("/badge/nobody.svg");
  expect([status, headers["content-type"]]).toEqual([404, "image/svg+xml; charset=utf-8"]);
  expect(headers["cache-control"]).toMatch(/^public, max-age=15, /);
  expect(body.toString()).toContain("unknown service");
});

it("of any number of queries that say nothing one badge is made, and those that mean the same are one", async () => {
  const stage = await badges();
  for (let from = 0; from < 1_000; from += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => stage.ask(`/badge/kraken.svg?x=${from + n}&style=${from + n}`)),
    );
  expect(stage.asked.map(({ url }) => url)).toEqual(["/badge/kraken.svg"]);
  const same = [
    "?color=%230B57D0",
    "?color=0b57d0&style=flat",
    "?lang=en&color=0b57d0&y=1",
    "?color=0b57d0&color=green",
  ];
  for (const search of same) await stage.ask(`/badge/kraken.svg${search}`);
  expect(stage.asked.slice(1).map(({ url }) => url)).toEqual(["/badge/kraken.svg?color=0b57d0"]);
  expect(stage.cached()).toBe(2);
});

it("an old badge stands in for none: nobody is shown what was well once", async () => {
  const stage = await badges();
  await stage.ask("/badge/kraken.svg");
  stage.handle = async () => {
    throw new Error("nobody makes it");
  };
  stage.clock += 59_999;
  expect((await stage.ask("/badge/kraken.svg")).status).toBe(200);
  stage.clock += 2;
  expect((await stage.ask("/badge/kraken.svg")).status).toBe(503);
});
