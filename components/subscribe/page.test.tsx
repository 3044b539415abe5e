import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { SubscribePage } from "#components/subscribe/page.tsx";
import { SubscribeStep } from "#components/subscribe/step.tsx";
import { LANGUAGES, wordsOf } from "#components/words/words.ts";
import {
  BLANKS,
  blank,
  COUNTER_OUTCOMES,
  COUNTER_PROBLEMS,
  COUNTER_STEPS,
  fillBlanks,
} from "#domain/publish/webhook/counter.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { wishOf } from "#server/desk/counter.ts";
import { readWish } from "#server/desk/wish.ts";

const form = (language: "en" | "ja" = "en", problem: (typeof COUNTER_PROBLEMS)[number] | null = null) =>
  renderToStaticMarkup(<SubscribePage problem={problem} words={wordsOf(language)} />);
const step = (one: (typeof COUNTER_STEPS)[number], outcome: (typeof COUNTER_OUTCOMES)[number] = "unknown") =>
  LANGUAGES.map((language) =>
    renderToStaticMarkup(<SubscribeStep step={one} outcome={outcome} words={wordsOf(language)} />),
  );

describe("the form", () => {
  it("needs no script, stands in its language, and labels each of its fields", () => {
    expect(form()).toMatch(/<form [^>]*action="\/subscribe" method="post"/);
    expect(form("ja")).toMatch(/<form [^>]*action="\/ja\/subscribe" method="post"/);
    for (const [, id = ""] of form().matchAll(/<(?:input|select) id="(\w+)"/g)) {
      expect(form(), id).toContain(`<label for="${id}"`);
    }
    expect(form() + form("ja")).not.toMatch(/<script|style="|data-island/);
  });

  it("has every field that the desk reads, so that as it stands it is refused for its empty address alone", () => {
    const fields = new URLSearchParams();
    for (const [, name = ""] of form().matchAll(/<input (?![^>]*checkbox)[^>]*name="(\w+)"/g)) fields.set(name, "");
    for (const [, name = "", first = ""] of form().matchAll(
      /<select id="\w+" name="(\w+)"[^>]*><option value="(\w+)"/g,
    )) {
      fields.set(name, first);
    }
    expect([...fields.keys()]).toEqual(
      expect.arrayContaining(["url", "routing_key", "services", "clouds", "format", "region", "min_severity"]),
    );
    expect(readWish(wishOf(fields, "en"), PUBLIC_TARGETS)).toEqual({
      problems: [{ name: "url", detail: "is needed" }],
    });
    fields.set("url", "https://hooks.example.org/x");
    expect(readWish(wishOf(fields, "en"), PUBLIC_TARGETS)).toHaveProperty("wish");
  });

  it("says what was wrong, as an alert, and nothing where nothing was", () => {
    for (const problem of COUNTER_PROBLEMS) {
      expect(form("en", problem)).toContain(`role="alert"`);
      expect(form("ja", problem)).toContain(wordsOf("ja").subscribe.problems[problem]);
    }
    expect(form()).not.toContain("alert");
  });
});

describe("the steps", () => {
  it("that act post to where the reader is: the address holds the token", () => {
    for (const one of ["confirm", "end", "manage"] as const) {
      for (const html of step(one)) expect(html).toMatch(/<form (?![^>]*action=)[^>]*method="post"/);
    }
    for (const html of step("said", "ended")) expect(html).not.toContain("<form");
  });

  it("have each blank once, where it is filled in as text", () => {
    for (const html of step("added")) {
      for (const name of ["secret", "address"] as const) expect(html.split(blank(name))).toHaveLength(2);
      const filled = fillBlanks(html, { secret: "<script>'\"&" });
      expect(filled).toContain("&lt;script&gt;&#39;&quot;&amp;");
      expect(filled).not.toContain("\u27e6");
    }
    for (const html of step("manage")) {
      for (const name of BLANKS.filter((one) => one !== "secret" && one !== "address")) {
        expect(html.split(blank(name)), name).toHaveLength(2);
      }
    }
  });

  it("say how it went in both languages", () => {
    for (const outcome of COUNTER_OUTCOMES) {
      const [en, ja] = step("said", outcome);
      expect(en).toContain(wordsOf("en").subscribe.said[outcome].headline);
      expect(ja).toContain(wordsOf("ja").subscribe.said[outcome].headline);
    }
    for (const one of COUNTER_STEPS) for (const html of step(one)) expect(html).not.toMatch(/undefined|style="/);
  });
});
