import { expect, it } from "vitest";
import { optedOutOf } from "#components/about/opted-out.ts";
import { makeCheckView, makeComponentView, makeServiceView } from "#domain/status/testing/views.ts";

const check = (id: string, optedOut?: { who: string; since: string | null }) => {
  const view = makeCheckView(id, []);
  return optedOut === undefined ? view : { ...view, spec: { ...view.spec, optedOut } };
};
const service = (slug: string, ...checks: ReturnType<typeof check>[]) =>
  makeServiceView(slug, [], { name: slug.toUpperCase(), components: [makeComponentView("api", checks)] });

it("everybody who asked not to be probed is named once, with all that is not run for it", () => {
  const shared = { who: "rpc.example", since: null };
  const services = [
    service("alpha", check("alpha/api/a"), check("alpha/api/b", shared), check("alpha/api/c", shared)),
    service("beta", check("beta/api/a", shared)),
    service("gamma", check("gamma/api/a", { who: "gamma", since: "2026-11-01" })),
  ];
  expect(optedOutOf({ services })).toEqual([
    { who: "rpc.example", services: ["ALPHA", "BETA"], since: null },
    { who: "gamma", services: ["GAMMA"], since: "2026-11-01" },
  ]);
});

it("nobody is named who did not ask", () => {
  expect(optedOutOf({ services: [service("alpha", check("alpha/api/a"))] })).toEqual([]);
});
