import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answerMissing, answerUnseen } from "#server/answer.ts";
import { createRenderer, type Handler } from "#server/front/render.ts";

afterEach(() => {
  vi.useRealTimers();
});

const later = () => new Promise((resolve) => setImmediate(resolve));

describe("what is asked", () => {
  it("is a path, and nothing of whoever asked", async () => {
    let asked: unknown;
    const render = createRenderer(async (request, response) => {
      asked = { method: request.method, url: request.url, headers: request.headers };
      for await (const _ of request) throw new Error("there is no body");
      response.end();
    });
    await render("/en?range=7d");
    expect(asked).toEqual({
      method: "GET",
      url: "/en?range=7d",
      headers: { host: "localhost", "user-agent": "faultline" },
    });
  });
});

describe("what is answered", () => {
  const answers: readonly (readonly [string, Handler])[] = [
    ["in one piece", async (_, response) => void response.setHeader("X-A", "1").end("whole")],
    [
      "in pieces of all kinds, with a head of its own",
      async (_, response) => {
        response.writeHead(200, { "X-A": "1" });
        response.write("wh");
        await later();
        await new Promise((resolve) => response.write(Buffer.from("ol"), resolve));
        response.end(new Uint8Array([101]));
      },
    ],
    [
      "with a reason and a list of headers",
      async (_, response) => void response.writeHead(200, "Fine", ["X-A", "1"]).end("whole"),
    ],
    [
      "by who waits for the end of it",
      async (_, response) => {
        response.setHeader("X-A", "1");
        const finished = new Promise((resolve) => response.once("finish", resolve));
        response.end("d2hvbGU=", "base64");
        await finished;
        expect(response.writableEnded).toBe(true);
      },
    ],
  ];
  for (const [how, handle] of answers) {
    it(`${how} is collected`, async () => {
      const { status, headers, bytes, seen } = await createRenderer(handle)("/en");
      expect([status, headers["x-a"], bytes.toString(), seen]).toEqual([200, "1", "whole", true]);
    });
  }

  it("is refused when it is larger than any page, and whoever writes it is told that nobody reads", async () => {
    let closed = false;
    const render = createRenderer(async (_, response) => {
      response.once("close", () => {
        closed = true;
      });
      for (let n = 0; n < 100 && !closed; n += 1) {
        response.write(Buffer.alloc(1_000_000));
        await later();
      }
    });
    await expect(render("/en")).rejects.toThrow("larger than");
    await later();
    expect(closed).toBe(true);
  });

  it("is not held with the response, which Next.js may hold for long", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const held: unknown[] = [];
    const render = createRenderer(async (_, response) => {
      held.push(response);
      response.write(Buffer.alloc(100_000, "a"));
      response.end(Buffer.alloc(100_000, "b"));
    });
    const before = process.memoryUsage().arrayBuffers;
    for (let n = 0; n < 100; n += 1) expect((await render("/en")).bytes).toHaveLength(200_000);
    for (let n = 0; n < 3; n += 1) {
      await later();
      collect();
    }
    expect(held).toHaveLength(100);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it("is waited for ten seconds", async () => {
    vi.useFakeTimers();
    const answer = createRenderer(() => new Promise(() => {}))("/en");
    const refused = expect(answer).rejects.toThrow("within 10 s");
    await vi.advanceTimersByTimeAsync(10_000);
    await refused;
  });

  it("is an error when the handler has one", async () => {
    const render = createRenderer(async () => {
      throw new Error("broken");
    });
    await expect(render("/en")).rejects.toThrow("broken");
  });
});

describe("a page speaks of its own answer", () => {
  /** As a page does: from somewhere deep, after having waited. */
  const page: Handler = async (request, response) => {
    response.write("<html>");
    await later();
    if (request.url?.includes("missing")) answerMissing();
    await later();
    if (request.url?.includes("unseen")) answerUnseen();
    response.end("</html>");
  };

  it("and of no other that is rendered at the same time", async () => {
    const render = createRenderer(page);
    const [fine, missing, unseen] = await Promise.all([render("/fine"), render("/missing"), render("/unseen")]);
    expect([fine.status, fine.seen]).toEqual([200, true]);
    expect([missing.status, missing.seen, missing.bytes.toString()]).toEqual([404, true, "<html></html>"]);
    expect([unseen.status, unseen.seen]).toEqual([200, false]);
  });

  it("outside of any rendering there is nothing to speak of", () => {
    createRenderer(page);
    expect(() => answerMissing()).not.toThrow();
    expect(() => answerUnseen()).not.toThrow();
  });

  it("a refusal of the API for want of its record was not seen, either", async () => {
    const render = createRenderer(async (_, response) => void response.writeHead(503).end("{}"));
    expect(await render("/api/v1/incidents")).toMatchObject({ status: 503, seen: false });
  });
});
