import { BUTTON } from "#components/ui/fields.tsx";
import type { Words } from "#components/words/words.ts";
import { blank, type CounterOutcome, type CounterStep } from "#domain/publish/webhook/counter.ts";

interface Props {
  readonly step: CounterStep;
  readonly outcome: CounterOutcome;
  readonly words: Words;
}

/**
 * One step of dealing with a subscription. Forms have no address: they post to where the reader is, and that holds the token.
 * What is shown once answers a form: a page that was asked for anew would not have it, so it is not refreshed.
 */
export function SubscribeStep(props: Props) {
  return (
    <div data-still="">
      <Step {...props} />
    </div>
  );
}

function Step({ step, outcome, words }: Props) {
  const say = words.subscribe;
  switch (step) {
    case "added":
      return <Added words={words} />;
    case "manage":
      return <Manage words={words} />;
    case "confirm":
    case "end":
      return (
        <>
          <Head {...say[step]} />
          <form method="post" className="pt-5 pb-8">
            <button type="submit" className={BUTTON}>
              {say[step].go}
            </button>
          </form>
        </>
      );
    case "said":
      return (
        <>
          <Head {...say.said[outcome]} />
          <p className="pt-4 pb-8 text-[14.5px]">
            <a href={say.at("/subscribe")}>{say.nav}</a>
          </p>
        </>
      );
  }
}

function Head({ headline, stand }: { readonly headline: string; readonly stand: string }) {
  return (
    <>
      <h1 className="pt-6">{headline}</h1>
      <p className="mt-3 max-w-[72ch] text-[14.5px] text-ink-2">{stand}</p>
    </>
  );
}

const TERM = "pt-3 font-semibold text-[14px]";
const SECRET = "break-all font-mono text-[13px]";

function Added({ words }: { readonly words: Words }) {
  const say = words.subscribe.added;
  return (
    <>
      <Head headline={say.headline} stand={say.stand} />
      <p className="pt-4 font-semibold text-[14.5px]">{say.once}</p>
      <dl className="pb-8">
        <dt className={TERM}>{say.secret}</dt>
        <dd className={SECRET}>{blank("secret")}</dd>
        <dt className={TERM}>{say.manage}</dt>
        <dd className={SECRET}>{blank("address")}</dd>
      </dl>
    </>
  );
}

const ACTIONS = ["test", "rotate", "enable", "end"] as const;

function Manage({ words }: { readonly words: Words }) {
  const say = words.subscribe.manage;
  return (
    <>
      <h1 className="pt-6">{say.headline}</h1>
      <p role="status" className="mt-3 max-w-[72ch] break-words font-semibold text-[14.5px]">
        {blank("news")}
      </p>
      <dl>
        <dt className={TERM}>{say.receiver}</dt>
        <dd className={SECRET}>{blank("receiver")}</dd>
        <dt className={TERM}>{say.state}</dt>
        <dd className="text-[14.5px]">{blank("state")}</dd>
      </dl>
      <form method="post" className="flex flex-wrap gap-3 pt-4">
        {ACTIONS.map((action) => (
          <button key={action} type="submit" name="do" value={action} className={BUTTON}>
            {say.actions[action]}
          </button>
        ))}
      </form>
      <h2 className="pt-6">{say.deliveries}</h2>
      <pre className="overflow-x-auto whitespace-pre-wrap pt-2 pb-8 font-mono text-[13px]">{blank("deliveries")}</pre>
    </>
  );
}
