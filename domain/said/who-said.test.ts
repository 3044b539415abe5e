import { expect, it } from "vitest";
import type { AcknowledgementState } from "#domain/said/acknowledgement.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import { whoSaid } from "#domain/said/who-said.ts";
import { makeIncidentView, NOW } from "#domain/status/testing/views.ts";

const page = (service: string, rows: Record<string, AcknowledgementState>, unreadableSince: number | null = null) =>
  ({
    service,
    name: service,
    at: NOW,
    page: { readFrom: 0, unreadableSince },
    rows: Object.entries(rows).map(([incident, state]) => ({ outage: { incident }, acknowledgement: { state } })),
  }) as unknown as SaidOfService;

const incidents = ["a", "b", "c", "d"].map((id) => makeIncidentView({ id }));
const told = (all: readonly SaidOfService[]) => {
  const { acknowledged, silent } = whoSaid(all, incidents);
  return {
    acknowledged: acknowledged.map(({ said, incident }) => [said.service, incident]),
    silent: silent.map(({ said, incident }) => [said.service, incident]),
  };
};

it("who has said it of one open incident has said it; who has not, and still may, is silent", () => {
  expect(told([page("infura", { a: "pending", b: "acknowledged" }), page("okx", { c: "pending" })])).toEqual({
    acknowledged: [["infura", "b"]],
    silent: [["okx", "c"]],
  });
});

it("a page that is not or could not be read, and what is over, accuses nobody", () => {
  const all = [page("infura", { a: "unread" }), page("okx", { b: "pending" }, NOW), page("mexc", { over: "pending" })];
  expect(told(all)).toEqual({ acknowledged: [], silent: [] });
});

it("what is under announced maintenance, closed or taken back needs no word", () => {
  const others = [
    makeIncidentView({
      id: "m",
      maintenance: { notice: "n", title: "Work", url: null, from: 0, until: null, announcedAt: 0, endsAt: NOW },
    }),
    makeIncidentView({ id: "r", retracted: { at: NOW, author: "us", reason: "ours" } }),
    makeIncidentView({ id: "e", resolvedAt: NOW, verdict: "up" }),
  ];
  const { acknowledged, silent } = whoSaid([page("okx", { m: "pending", r: "acknowledged", e: "pending" })], others);
  expect([acknowledged, silent]).toEqual([[], []]);
});
