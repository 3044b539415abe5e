/** The browser gives up on a stream that was refused; after this we ask again. */
const AGAIN_MS = 60_000;

export interface Stream {
  /** Events come, or will when there are some. */
  readonly isOpen: boolean;
  close(): void;
}

export interface StreamOptions {
  /** What is said now has this name. */
  readonly onVersion: (version: string) => void;
  readonly onLost: () => void;
}

/** Listens to `/api/v1/stream`, and comes back by itself when it breaks off. */
export function openStream({ onVersion, onLost }: StreamOptions): Stream {
  let source: EventSource;
  let again: number | undefined;
  const hear = (event: MessageEvent<string>) => onVersion((JSON.parse(event.data) as { version: string }).version);
  const open = () => {
    source = new EventSource("/api/v1/stream");
    source.addEventListener("now", hear);
    source.addEventListener("change", hear);
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) again = window.setTimeout(open, AGAIN_MS);
      onLost();
    });
  };
  open();
  return {
    get isOpen() {
      return source.readyState === EventSource.OPEN;
    },
    close: () => {
      clearTimeout(again);
      source.close();
    },
  };
}
