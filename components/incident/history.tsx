import { Moment } from "#components/incident/time.tsx";
import { Section } from "#components/service/section.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { Chains } from "#domain/publish/component-told.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { type IncidentDetail, type StoredUpdate, updateSentence } from "#domain/publish/incident.ts";
import type { EpochMs } from "#domain/time.ts";

/** A note is a person's and bounded when it is written; a page is bounded all the same. */
const LONGEST = 2_000;
/** Knowing follows the fact by this much without saying so. */
const SAME_MS = 60_000;

interface Props {
  readonly detail: IncidentDetail;
  readonly chains: Chains;
  readonly words: Words;
  readonly now: EpochMs;
}

/** Every step, the newest first: what was to be said then, and when it was known. */
export function History({ detail, chains, words, now }: Props) {
  return (
    <Section id="history" heading={words.incident.history.heading}>
      <ol>
        {detail.updates.toReversed().map((update) => (
          <Step key={update.sequence} update={update} detail={detail} chains={chains} words={words} now={now} />
        ))}
      </ol>
    </Section>
  );
}

function Step({ update, detail, chains, words, now }: Props & { update: StoredUpdate }) {
  const say = words.incident.history;
  const { kind, effectiveAt, knownAt, author, text } = update;
  const own = text === null ? null : foreignText(text, LONGEST);
  const isLate = knownAt - effectiveAt > SAME_MS;
  return (
    <li className="grid gap-x-4 border-rule border-t py-2 first:border-t-0 desk:grid-cols-[150px_104px_minmax(0,1fr)]">
      <span className="font-cond text-[13px] text-ink-2 leading-5">
        <Moment at={effectiveAt} words={words} now={now} />
      </span>
      <span className="font-cond font-medium text-[13px] leading-5">{say.kinds[kind]}</span>
      <div className="text-[13.5px] leading-5">
        {own === null ? (
          <Sentence text={updateSentence(detail.incident, update, chains, words.sentences)} />
        ) : (
          <span className="whitespace-pre-line break-words">{own}</span>
        )}
        <span className="block font-cond text-[12.5px] text-ink-3">
          {author !== null && say.by(foreignText(author, 80) ?? "–")}
          {author !== null && isLate && " · "}
          {isLate && <Sentence text={say.known(moment(knownAt, now, words, "minute"))} now={now} />}
        </span>
      </div>
    </li>
  );
}
