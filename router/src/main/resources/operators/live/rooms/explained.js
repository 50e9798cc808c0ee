// Why a room is where it is: the router's own sentence, and every candidate with its score.

import { h } from '../dom.js';
import { count, plural, skipped } from '../words.js';

const MOST = 12;

export function explained(model, { room, pin, why, candidates }, todo, choose, again) {
  const taking = candidates.filter((one) => !one.skipped);
  const skips = new Map();
  for (const { skipped: word } of candidates) if (word) skips.set(word, (skips.get(word) ?? 0) + 1);
  const shown = candidates.slice(0, MOST);
  const pinned = pin && candidates.find((one) => one.node === pin.node);
  if (pinned && !shown.includes(pinned)) shown.push(pinned);
  const row = (one) => h('tr', { className: one.node === pin?.node ? 'here' : '' },
    h('th', { scope: 'row' }, h('button.link', { type: 'button', onclick: () => {
      const node = model.byId(one.node);
      if (node) choose(node);
    } }, one.node)),
    h('td', one.score.toFixed(4)),
    h('td', one.node === pin?.node ? 'the room is here' : '',
      one.skipped ? `skipped: it ${skipped(one.skipped)}` : one.node === pin?.node ? '' : 'takes rooms'));
  const left = candidates.length - shown.length;
  const rest = left > 0 ? `and ${plural(left, 'more node')}; in all ${count(taking.length)} take rooms`
    + [...skips].map(([word, n]) => `, ${count(n)} skipped (${word})`).join('') : '';
  const panel = h('article.explained',
    h('h3.mono', room),
    h('p', `${why.charAt(0).toUpperCase()}${why.slice(1)}.`),
    pin && h('div.buttons',
      h('button.button', { type: 'button', onclick: () => todo.move(room, pin.node).then((done) => done && again()) }, 'Move…'),
      h('button.button', { type: 'button', onclick: () => todo.close(room, pin).then((done) => done && again()) }, 'Close…'),
      h('button.button.quiet', { type: 'button', onclick: again }, 'Ask again')),
    h('table.candidates', h('caption.aside', 'Candidates, best first'),
      h('thead', h('tr', ['node', 'score', ''].map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', shown.map(row))),
    rest && h('p.soft', rest));
  panel.dataset.room = room;
  panel.dataset.node = pin?.node ?? '';
  return panel;
}
