/** Minutes of the replay in a minute: at 60 a minute passes in a second. */
export const SPEEDS = [10, 60, 300] as const;
export const SPEED = 60;
