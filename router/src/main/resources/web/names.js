// Names for those who give none, and a colour for each name.

const FIRST = ['amber', 'brisk', 'clever', 'gentle', 'lucky', 'merry', 'quiet', 'swift', 'sunny', 'wise'];
const SECOND = ['badger', 'crane', 'fox', 'heron', 'lark', 'lynx', 'otter', 'owl', 'swan', 'wren'];

const pick = (list) => list[Math.floor(Math.random() * list.length)];

export const anyName = () => `${pick(FIRST)}-${pick(SECOND)}`;

/** A class out of tint-0 … tint-7, always the same for a name. */
export function tintOf(name) {
  let sum = 0;
  for (const c of name) sum = (sum * 31 + c.codePointAt(0)) >>> 0;
  return `tint-${sum % 8}`;
}
