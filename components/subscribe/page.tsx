import { BUTTON, Select, Text, Tick } from "#components/ui/fields.tsx";
import type { Words } from "#components/words/words.ts";
import { SEVERITIES } from "#domain/incident/incident.ts";
import { GROUP_LAYERS } from "#domain/publish/group-query.ts";
import type { CounterProblem } from "#domain/publish/webhook/counter.ts";
import { WEBHOOK_FORMATS, type WebhookFormat } from "#domain/publish/webhook/subscription.ts";

/** Names: the same in every language. */
const NAMES: Readonly<Record<WebhookFormat, string>> = {
  standard: "Standard Webhooks (JSON)",
  statuspage: "Statuspage",
  slack: "Slack",
  discord: "Discord",
  pagerduty: "PagerDuty",
};

/** Who wants to be told, of what and where: a form that needs no script. What was wrong with the last one stands above it. */
export function SubscribePage({ problem, words }: { readonly problem: CounterProblem | null; readonly words: Words }) {
  const say = words.subscribe;
  return (
    // Nothing here is of this minute, and a page that was asked for anew would not say what was wrong: it is not refreshed.
    <div data-still="">
      <h1 className="pt-6">{say.headline}</h1>
      <p className="mt-3 max-w-[72ch] text-[14.5px] text-ink-2">{say.stand}</p>
      {problem !== null && (
        <p role="alert" className="mt-4 max-w-[72ch] border-ink border-l-4 pl-3 font-semibold text-[14.5px]">
          {say.problems[problem]}
        </p>
      )}
      <Form words={words} />
      <p className="pt-4 pb-8 text-[14.5px] text-ink-2">
        {say.feeds} <a href={say.at("/updates.atom")}>Atom</a>
        {words.comma}
        <a href={say.at("/updates.rss")}>RSS</a>
      </p>
    </div>
  );
}

function Form({ words }: { readonly words: Words }) {
  const say = words.subscribe.form;
  return (
    <form action={words.subscribe.at("/subscribe")} method="post" className="pt-5">
      <div className="grid max-w-[96ch] gap-x-6 gap-y-3 desk:grid-cols-2">
        <Select name="format" label={say.format} options={WEBHOOK_FORMATS.map((one) => [one, NAMES[one]])} />
        <Text name="url" type="url" label={say.url} note={say.urlNote} longest={2_048} />
        <Text name="routing_key" label={say.routingKey} note={say.routingKeyNote} longest={32} />
        <Select
          name="region"
          label={say.region}
          options={[
            ["us", say.regions.us],
            ["eu", say.regions.eu],
          ]}
        />
        <Text name="services" label={say.services} note={say.servicesNote} longest={1_000} />
        <Text name="clouds" label={say.clouds} note={say.cloudsNote} longest={200} />
        <Select
          name="min_severity"
          label={say.severity}
          options={SEVERITIES.map((one) => [one, say.severities[one]])}
        />
        <fieldset className="flex flex-col gap-1">
          <legend className="font-semibold text-[14px]">{say.layers}</legend>
          {GROUP_LAYERS.map((layer) => (
            <Tick key={layer} name="layers" value={layer} label={words.layers[layer].name} />
          ))}
        </fieldset>
        <Tick name="confirmed_only" value="1" label={say.confirmed} />
        <Tick name="status_changes" value="1" label={say.changes} />
        <Tick name="maintenance" value="1" label={say.maintenance} />
      </div>
      <p className="pt-5">
        <button type="submit" className={BUTTON}>
          {say.go}
        </button>
      </p>
    </form>
  );
}
