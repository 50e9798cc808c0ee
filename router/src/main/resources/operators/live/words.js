// Figures and states, for people.

const WHOLE = new Intl.NumberFormat('en');
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const count = (value) => (value === null || value === undefined ? '–' : WHOLE.format(Math.round(value)));

/** Short: 12.4 k. */
export function short(value) {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size >= 999_500) return `${(value / 1e6).toFixed(1)} M`;
  if (size >= 9_950) return `${(value / 1e3).toFixed(size >= 99_950 ? 0 : 1)} k`;
  return size > 0 && size < 9.95 && !Number.isInteger(value) ? value.toFixed(1) : WHOLE.format(Math.round(value));
}

export const percent = (share) => `${Math.round(share * 100)} %`;
export const clock = (atMs) => CLOCK.format(atMs);
export const plural = (number, one) => `${count(number)} ${one}${number === 1 ? '' : 's'}`;

export function ms(value) {
  if (value === null || value === undefined || value < 0) return '–';
  if (value >= 9_950) return `${Math.round(value / 1000)} s`;
  if (value >= 995) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function span(fromMs) {
  const s = Math.max(0, Math.round(fromMs / 1000));
  if (s < 120) return `${s} s`;
  if (s < 7_200) return `${Math.floor(s / 60)} min`;
  if (s < 172_800) return `${Math.floor(s / 3600)} h`;
  return `${Math.floor(s / 86_400)} days`;
}

/** What a node is, as one word: its state, or what it is besides alive. */
export function standing(node) {
  if (node.state !== 'alive') return node.state;
  if (node.draining || node.health === 'draining') return 'draining';
  if (node.health === 'failing') return 'failing';
  return node.skipped === 'full' ? 'full' : 'alive';
}

const STANDINGS = {
  alive: 'takes rooms',
  joining: 'its address has not answered yet',
  suspect: 'there is evidence that it is dead',
  lost: 'it is lost',
  draining: 'its rooms move away, and it gets no new ones',
  failing: 'it says that something is wrong with it',
  full: 'it holds as many rooms or seats as it takes',
};
export const means = (word) => STANDINGS[word] ?? word;

const SKIPS = {
  'slow-start': 'has just joined, and had its share of new rooms for now',
  joining: 'its address has not answered yet',
  suspect: 'may be dead',
  lost: 'is lost',
  draining: 'drains',
  failing: 'says that something is wrong with it',
  full: 'is full',
};
export const skipped = (word) => SKIPS[word] ?? word;
