// The name of the house.

import { h, svg } from './dom.js';

const mark = () => svg('svg', { viewBox: '0 0 32 32', class: 'mark', 'aria-hidden': 'true' },
  svg('rect', { width: 32, height: 32, rx: 8, class: 'mark-ground' }),
  svg('path', { d: 'M9 8v8.5a7 7 0 0 0 14 0V8', class: 'mark-seat' }),
  svg('circle', { cx: 16, cy: 16.2, r: 2.3, class: 'mark-light' }),
  svg('path', { d: 'M11.5 27h9', class: 'mark-floor' }));

/** Drawing and name: as a heading ('h1') or as a link to the lobby ('a'). */
export function wordmark(tag) {
  return h(`${tag}.wordmark`, tag === 'a' ? { href: '#/', ariaLabel: 'Usher: back to the lobby' } : {}, mark(),
    h('span', 'Usher'));
}
