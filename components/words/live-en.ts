/** What a page says of its own age. Moments come in ready, or as places that a script fills. */
export const live = {
  older: (at: string) => `Shown is the state of ${at}: a newer one cannot be made right now.`,
  lost: (since: string, at: string) => `Not connected since ${since}; shown is the state of ${at}.`,
};

export type LiveWords = typeof live;
