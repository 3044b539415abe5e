import { Evidence } from "#components/clouds/evidence.tsx";
import { Section } from "#components/service/section.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import type { MetAddress, ServicePast } from "#domain/publish/service-past.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly service: ServiceView;
  readonly met: ServicePast["met"];
  /** What else is known of where it stands: declared, and through suppliers. */
  readonly told: readonly HostingEvidence[];
  /** Names of services, by slug. */
  readonly names: ReadonlyMap<string, string>;
  readonly words: Words;
  readonly now: EpochMs;
}

/** The addresses that checks met, in whose published ranges they lie, and from when to when. */
export function Hosting({ service, met, told, names, words, now }: Props) {
  const say = words.service.hosting;
  const since = met.latest.length === 0 ? null : Math.min(...met.latest.map(({ firstSeen }) => firstSeen));
  const more = met.addresses - met.latest.length;
  return (
    <Section id="hosting" heading={say.heading}>
      {met.latest.length === 0 ? (
        <p className="text-ink-2">{say.none}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="facts values">
            <caption className="sr-only">{say.heading}</caption>
            <thead>
              <tr>
                <th scope="col">{say.address}</th>
                <th scope="col">{say.range}</th>
                <th scope="col">{say.first}</th>
                <th scope="col">{say.last}</th>
              </tr>
            </thead>
            <tbody>
              {met.latest.map((one) => (
                <Address key={`${one.address} ${one.provider} ${one.region}`} met={one} words={words} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="mt-2 max-w-[62ch] text-[13px] text-ink-2">
        {more > 0 && `${say.more(more)}${words.sentenceGap}`}
        {since !== null && `${say.note(words.shortDate(since))}${words.sentenceGap}`}
        <a href={`/api/v1/hosting?service=${service.slug}`}>{say.json}</a>
      </p>
      {told.length > 0 && (
        <>
          <h3 className="mt-3 font-cond font-semibold text-[13px]">{say.told}</h3>
          <div className="font-cond text-[13px] leading-[18px]">
            <Evidence evidence={told} names={names} words={words} now={now} />
          </div>
        </>
      )}
    </Section>
  );
}

function Address({ met, words, now }: { met: MetAddress; words: Words; now: EpochMs }) {
  const { address, provider, region, edge, components, firstSeen, lastSeen } = met;
  const say = words.service.hosting;
  return (
    <tr>
      <th scope="row">
        <code className="break-all">{address}</code>
        <span className="block font-cond text-[12px] text-ink-3">
          {words.list(components.map((name) => words.sentences.component(name)))}
        </span>
      </th>
      <td>
        {provider === null ? (
          <span className="text-ink-3">{say.nobody}</span>
        ) : (
          <>
            <a href={words.service.at(placePath({ provider, region }))}>{placeText({ provider, region })}</a>
            {edge && <span className="text-ink-3">{words.bracketed(say.edge)}</span>}
          </>
        )}
      </td>
      <td>
        <time dateTime={new Date(firstSeen).toISOString()} className="whitespace-nowrap">
          {words.service.dayMonth(firstSeen)}
        </time>
      </td>
      <td>
        <time dateTime={new Date(lastSeen).toISOString()} className="whitespace-nowrap">
          {moment(lastSeen, now, words, "minute")}
        </time>
      </td>
    </tr>
  );
}
