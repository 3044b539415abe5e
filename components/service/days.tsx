import { DayBars } from "#components/charts/day-bars.tsx";
import { type DayRow, DayRows } from "#components/charts/day-rows.tsx";
import { DayTable } from "#components/service/day-table.tsx";
import { dayText, isPlain, outagesOn, spanOn } from "#components/service/outages.ts";
import { Section } from "#components/service/section.tsx";
import type { Words } from "#components/words/words.ts";
import type { ServicePast } from "#domain/publish/service-past.ts";
import { roundSeconds } from "#domain/status/answering.ts";
import type { ComponentView, ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { type DaySeconds, secondsSince } from "#domain/uptime/day-seconds.ts";
import { floorPercent, type UptimeFigure, uptimeFigure } from "#domain/uptime/percent.ts";
import { meanOfComponents } from "#domain/uptime/service-seconds.ts";

interface Props {
  readonly service: ServiceView;
  readonly past: ServicePast;
  readonly words: Words;
  readonly now: EpochMs;
}

/** What a row stands for: one component, or all of a layer. */
export interface DayLine {
  readonly key: string;
  readonly name: string;
  readonly days: readonly DaySeconds[];
  readonly components: readonly ComponentView[];
}

/** 90 days of a service: all of it, then each part, each day with what happened. */
export function Days({ service, past, words, now }: Props) {
  const say = words.service.days;
  const lines = linesOf(service, past, words);
  const { window } = past.days;
  const days = lines[0]?.days ?? [];
  if (days.length === 0) return null;
  const rows = lines.map((line): DayRow => {
    const figure = figureOf(line, window.from);
    return {
      key: line.key,
      name: line.name,
      told: say.label(line.name, figure.text),
      bars: <DayBars days={line.days} downAs={line.components.length > 1 ? "part" : "down"} />,
      figure: <Figure figure={figure} words={words} />,
      notes: notesOf(line, past, words, now),
    };
  });
  return (
    <Section id="days" heading={say.heading}>
      <DayRows
        rows={rows}
        days={days.map(({ day }) => words.shortDate(day))}
        plain={say.day.good}
        hint={say.hint}
        first={words.service.dayMonth(days[0]?.day ?? now)}
        last={say.today}
      />
      <p className="max-w-[62ch] text-[13px] text-ink-2">{notes(lines, past, words).join(words.sentenceGap)}</p>
      <DayTable lines={lines} incidents={past.incidents} words={words} now={now} />
    </Section>
  );
}

/** Each layer by itself, all of it before its parts where it has several. */
export function linesOf({ components }: ServiceView, { days }: ServicePast, words: Words): DayLine[] {
  const say = words.service.days.all;
  return [...days.layers].flatMap(([layer, own]) => {
    const judged = components.filter(({ slug }) => own.components.includes(slug));
    const isNetworks = layer === "access" && judged.every(({ chain }) => chain !== undefined);
    const all =
      days.layers.size > 1 ? say[layer === "chain" ? "chain" : "access"] : isNetworks ? say.networks : say.parts;
    const parts = judged.map(
      (component): DayLine => ({
        key: component.slug,
        name: words.sentences.component(component.name),
        days: days.components.get(component.slug) ?? [],
        components: [component],
      }),
    );
    return judged.length < 2
      ? parts
      : [{ key: `${layer} all`, name: all, days: own.days, components: judged }, ...parts];
  });
}

/** What may be printed of a line: of as many decimals as its most often asked component bears. */
export function figureOf({ days, components }: DayLine, from: EpochMs): UptimeFigure {
  return uptimeFigure(secondsSince(days, from), { roundSeconds: Math.min(...components.map(roundSeconds)) });
}

function Figure({ figure: { kind, shown, coverage }, words }: { figure: UptimeFigure; words: Words }) {
  if (kind === "no_data" || kind === "too_little")
    return <span className="text-ink-3">{words.service.list.noFigure[kind]}</span>;
  return (
    <>
      <b className="font-semibold">{shown}</b>
      <span className="hidden text-ink-3 desk:inline">{words.service.days.coverage(coverage)}</span>
    </>
  );
}

/** What is to be told of the days that were not all well, or not all seen. */
function notesOf({ days, components }: DayLine, { incidents }: ServicePast, words: Words, now: EpochMs) {
  return Object.fromEntries(
    days.flatMap(({ day, seconds }, index) => {
      if (isPlain(seconds)) return [];
      const outages = components.flatMap((component) =>
        outagesOn(incidents, component.slug, day, now).map((incident) => {
          const who = components.length > 1 ? `${words.sentences.component(component.name)} ` : "";
          return `${who}${spanOn(incident, day, words)}`;
        }),
      );
      const listed = outages.length === 0 ? "" : words.bracketed(outages.join(words.comma));
      return [[index, `${dayText(seconds, words)}${listed}`] as const];
    }),
  );
}

function notes(lines: readonly DayLine[], { days }: ServicePast, words: Words): string[] {
  const say = words.service.days;
  const all = lines.filter(({ components }) => components.length > 1);
  const parts = lines.filter(({ components }) => components.length === 1);
  const seconds = parts.map((line) => secondsSince(line.days, days.window.from));
  const mean = meanOfComponents(seconds);
  const degraded = seconds.reduce((most, one) => Math.max(most, one.degraded), 0);
  const [first] = all;
  return [
    say.note,
    first === undefined ? "" : say.together(first.components.length),
    first === undefined || mean.availability === null ? "" : say.mean(percentOf(mean.availability), mean.of),
    degraded === 0 ? "" : say.degraded(words.span(degraded)),
  ].filter(Boolean);
}

/** Cut off, like every figure here. */
function percentOf(share: number): string {
  return floorPercent(BigInt(Math.round(share * 1e9)), 1_000_000_000n, 2);
}
