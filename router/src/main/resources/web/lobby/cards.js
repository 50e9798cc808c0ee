// The games on offer, each with a picture.

import { h, svg } from '../dom.js';
import { pieceDrawing } from '../chess/pieces.js';

/** Cards that call `create(game, button)` when pressed. */
export function gameCards(create) {
  return h('section.cards', { ariaLabel: 'Open a new room' },
    card('chess', 'Chess', 'Two sit down to play, everyone else may watch.', chessPicture(), create),
    card('chat', 'Chat', 'Talk with whoever has the link.', chatPicture(), create),
    card('arena', 'Arena', 'Run for coins, all at once.', arenaPicture(), create));
}

function card(game, title, words, picture, create) {
  const button = h('button.button.main', { type: 'button', onclick: () => create(game, button) },
    `New ${title.toLowerCase()} room`);
  button.dataset.game = game;
  return h('article.card', picture, h('div.card-words', h('h2', title), h('p', words)), button);
}

function chessPicture() {
  return h('div.picture.picture-chess', { ariaHidden: 'true' },
    ...['k', 'Q', 'n', 'P'].map((piece) => h('span.picture-square', pieceDrawing(piece))));
}

function arenaPicture() {
  const dot = (kind, cx, cy, r) => svg('circle', { class: kind, cx, cy, r });
  return h('div.picture.picture-arena', { ariaHidden: 'true' },
    svg('svg', { viewBox: '0 0 160 80' }, dot('picture-coin', 24, 20, 5), dot('picture-coin', 96, 14, 5), dot('picture-coin', 138, 58, 5),
      dot('picture-coin', 60, 64, 5), dot('picture-runner', 50, 34, 10), dot('picture-runner', 116, 40, 10)));
}

function chatPicture() {
  const line = (x1, x2, y) => svg('path', { d: `M${x1} ${y}H${x2}`, class: 'picture-line' });
  return h('div.picture.picture-chat', { ariaHidden: 'true' },
    svg('svg', { viewBox: '0 0 160 80' },
      svg('rect', { x: 8, y: 8, width: 84, height: 30, rx: 13, class: 'picture-theirs' }), line(22, 76, 20), line(22, 58, 28),
      svg('rect', { x: 72, y: 44, width: 80, height: 28, rx: 13, class: 'picture-mine' }), line(86, 136, 58)));
}
