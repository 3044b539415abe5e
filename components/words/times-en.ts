/** Strings of the button that shows times in the reader's zone. Zones come in as places that a script fills. */
export const times = {
  label: (zone: string) => `Times: ${zone}`,
  local: (zone: string) => `Times are shown in your zone: ${zone}.`,
  utc: "Times are shown in UTC.",
};

export type TimesWords = typeof times;
