// How long to wait before the next attempt.

const FIRST_MS = 60;
const SECOND_MS = 300;
const LONGEST_MS = 5000;

/** The wait before an attempt, in ms: short at first, doubling to 5 s, spread by up to a half. */
export function waitMs(attempt, random = Math.random) {
  const full = attempt === 0 ? FIRST_MS : Math.min(LONGEST_MS, SECOND_MS * 2 ** (attempt - 1));
  return full / 2 + random() * full;
}
