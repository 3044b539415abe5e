import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Group } from "#components/incident/group.tsx";
import { ServiceIncidents } from "#components/service/incidents.tsx";
import { Notices } from "#components/service/notices.tsx";
import { wordsOf } from "#components/words/words.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { NO_CHAINS } from "#domain/publish/component-told.ts";
import { makeIncidentView, NOW } from "#domain/status/testing/views.ts";

const words = wordsOf("en");
const incidents = ["abc", "def"].map((id) => makeIncidentView({ id }));
const notice: Notice = {
  page: "https://status.example",
  id: "1",
  title: "Trouble",
  url: null,
  impact: "minor",
  status: "investigating",
  startedAt: NOW,
  publishedAt: NOW,
  resolvedAt: null,
  changedAt: null,
  components: [],
  updates: [],
  maintenance: null,
};
const notices = ["1", "2"].map((id) => ({ id, firstSeenAt: NOW, notice: { ...notice, id } }));

it("what comes and goes in a list is known by an id of its own: what a reader does with it stays with it", () => {
  const told = { chains: NO_CHAINS, words, now: NOW };
  const lists = [
    <Group key="group" group={{ id: "grp", incidents }} attributions={new Map()} {...told} />,
    <ServiceIncidents key="incidents" slug="kraken" incidents={incidents} {...told} />,
    <Notices key="notices" name="Kraken" notices={notices} words={words} now={NOW} />,
  ];
  expect(
    lists.map((list) => [...renderToStaticMarkup(list).matchAll(/<(?:article|li) id="([^"]*)"/g)].map(([, id]) => id)),
  ).toEqual([
    ["group-grp", "incident-abc", "incident-def"],
    ["incident-abc", "incident-def"],
    ["notice-1", "notice-2"],
  ]);
});
