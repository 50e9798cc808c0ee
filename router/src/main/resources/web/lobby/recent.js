// The rooms visited last.

import { h } from '../dom.js';
import { recentRooms } from '../remembered.js';
import { roomHash } from '../routes.js';

const STEPS = [[60_000, 'minute'], [3_600_000, 'hour'], [86_400_000, 'day']];

/** A list of links, or null if there is none. */
export function recentList() {
  const rooms = recentRooms();
  if (rooms.length === 0) return null;
  return h('section.panel.recent', { ariaLabel: 'Rooms you visited' },
    h('h2.label', 'Visited lately'),
    h('ul', rooms.map((visit) => h('li',
      h('a', { href: roomHash(visit) },
        h('span.recent-game', visit.game ?? 'room'), h('span.mono', visit.room), h('span.recent-at', ago(visit.at)))))));
}

function ago(at) {
  const past = Date.now() - at;
  const [size, unit] = STEPS.findLast(([ms]) => past >= ms) ?? [0, ''];
  return size === 0 ? 'just now' : new Intl.RelativeTimeFormat('en').format(-Math.floor(past / size), unit);
}
