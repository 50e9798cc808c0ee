// Which node serves the room, and whether we hear it.

import { h } from '../dom.js';

const WORDS = { connecting: 'finding your seat…', open: 'connected', paused: 'paused', resuming: 'reconnecting…',
  closed: 'not connected' };

export class Badge {
  #node = h('b.badge-node', '–');
  #words = h('span.badge-words');
  element = h('div.badge', { role: 'status', title: 'The node that serves this room' },
    h('span.badge-light', { ariaHidden: 'true' }), h('span.aside', 'Served by node '), this.#node, this.#words);

  constructor() {
    this.state('connecting');
  }

  state(state) {
    this.element.dataset.state = state;
    this.#words.textContent = WORDS[state];
  }

  node(name) {
    const before = this.#node.textContent;
    if (before === name) return;
    this.#node.textContent = name;
    this.element.dataset.node = name;
    this.element.classList.remove('moved');
    if (before === '–') return;
    void this.element.offsetWidth; // lets the animation start again
    this.element.classList.add('moved');
  }
}
