// How long a seat waits for what.

/** Attempts in vain for so long, in ms, end it. */
export const GIVE_UP_AFTER_MS = 10 * 60_000;
/** A connection on which the room has said nothing after so long, in ms, is given up for another. */
export const REPLY_WITHIN_MS = 30_000;
/** A connection that lasted so long, in ms, lets the pauses begin anew. */
export const STEADY_MS = 3_000;

const FIRST_MS = 60;
const SECOND_MS = 300;
const LONGEST_MS = 5_000;
const OVER_BOUND = 1013; // a bound was reached: come back later
const OVER_BOUND_STEP = 3;
const LONGEST_HINT_MS = 10_000;

/**
 * The pause before an attempt, in ms: short at first, doubling to 5 s, drawn from half to one and a half of that, but
 * never above 5 s unless the router asks for more.
 */
export function pauseMs({ attempt, code, hintMs = 0, random }) {
  const step = code === OVER_BOUND ? Math.max(attempt, OVER_BOUND_STEP) : attempt;
  const full = Math.min(LONGEST_MS, step === 0 ? FIRST_MS : SECOND_MS * 2 ** (step - 1));
  return Math.max(Math.min(LONGEST_MS, full * (0.5 + random())), Math.min(hintMs, LONGEST_HINT_MS));
}

/** What waits and chances are made of; tests put others in their place. */
export const CLOCKS = { random: Math.random, now: () => performance.now(),
  setTimeout: (...all) => setTimeout(...all), clearTimeout: (id) => clearTimeout(id) };
