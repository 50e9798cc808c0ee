// The moves so far, in pairs.

import { h } from '../dom.js';

export class History {
  #list = h('ol.moves', { ariaLabel: 'Moves' });
  #none = h('p.moves-none', 'No moves yet.');
  #shown = [];
  element = h('div.history', { tabIndex: 0, role: 'region', ariaLabel: 'Moves so far' }, this.#none, this.#list);

  show(moves) {
    const texts = moves.map((move) => move.san);
    if (texts.length === this.#shown.length) return;
    this.#shown = texts;
    this.#none.hidden = texts.length > 0;
    this.#list.replaceChildren(...Array.from({ length: Math.ceil(texts.length / 2) }, (_, i) =>
      h('li', h('span.move-number', `${i + 1}.`), ...texts.slice(2 * i, 2 * i + 2).map((text, k) =>
        h(2 * i + k === texts.length - 1 ? 'span.move.now' : 'span.move', text)))));
    this.element.scrollTop = this.element.scrollHeight;
  }
}
