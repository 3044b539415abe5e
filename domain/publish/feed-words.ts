import type { UpdateKind } from "#domain/incident/incident.ts";
import type { FeedLayer } from "#domain/publish/feed/address.ts";

/** What of an instance is not the world that it seems to be. */
export type Unreal = "world" | "drill";

/** What feeds and calendars say of themselves in one language. Names and quoted texts come in ready, instants as `minute` gives them. */
export interface FeedWords {
  /** The day and the time of a step, as Statuspage writes them: each in a `var` of its own. */
  stepped(
    month: number,
    day: string,
    time: string,
  ): readonly [before: string, day: string, between: string, time: string];
  readonly layers: Readonly<Record<FeedLayer, string>>;
  /** What a feed is called. `of`: whose it is; null for all. */
  readonly titles: {
    history(of: string | null): string;
    updates(of: string | null): string;
    maintenance(of: string | null): string;
  };
  readonly descriptions: {
    readonly history: string;
    readonly updates: string;
  };
  /** Before a title, where nothing of it is real. */
  unreal(what: Unreal | "made_up", title: string): string;
  takenBack(title: string): string;
  /** A step where it stands alone. */
  readonly kinds: Readonly<Record<UpdateKind, string>>;
  step(kind: string, name: string): string;
  note(name: string, author: string | null, text: string): string;
  joined(name: string): string;
  readonly madeUp: string;
  readonly unconfirmed: string;
  readonly announced: string;
  others(incidents: number): string;
  earlier(steps: number): string;
  /** Of maintenance. `parts`: what of it; null for all of it, or not said. */
  maintenance(service: string, parts: readonly string[] | null): string;
  window(from: string, until: string | null): string;
  readonly calledOff: string;
  readonly vanished: string;
  /** Whose word it is, and that it is not measured. */
  vendorsWord(service: string): string;
  cloudsWord(provider: string): string;
  /** Somebody else's text, in quotation marks. */
  says(name: string, text: string): string;
  /** Of a step without a text. */
  silent(name: string): string;
  cloudEvent(place: string, title: string | null): string;
  readonly source: string;
}
