// The figures that matter first.

import { h } from './dom.js';
import { count, ms, short } from './words.js';

const FIGURES = [
  ['connections', 'players connected', count],
  ['seats', 'seats in rooms', count],
  ['rooms', 'rooms pinned', count],
  ['toPlayers', 'words to players, a second', short],
  ['placements', 'placements, a second', short],
  ['parked', 'seats parked', count],
  ['refusals', 'refusals, a second', short],
  ['loopLagMs', 'event loop lag', ms],
  ['heartbeatMs', 'oldest heartbeat', ms],
];
const WORRIES = { parked: 1, refusals: 1, loopLagMs: 20, heartbeatMs: 1_500 };

export function figures(model) {
  const shown = FIGURES.map(([column, words, format]) => {
    const value = h('dd', '–');
    const box = h('div.figure', h('dt', words), value);
    box.dataset.figure = column;
    return { column, format, value, box };
  });
  model.on('points', () => {
    for (const { column, format, value, box } of shown) {
      const now = model.last(column);
      value.textContent = format(now);
      box.hidden = column === 'loopLagMs' && now === null;
      box.dataset.worry = now !== null && now >= (WORRIES[column] ?? Infinity) ? 'yes' : 'no';
    }
  });
  return h('dl.figures', { ariaLabel: 'Figures of the router' }, shown.map(({ box }) => box));
}
