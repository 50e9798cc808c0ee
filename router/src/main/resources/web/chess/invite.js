// What is offered while a chair at the table is empty: the link for an opponent, or the chair itself.

import { h } from '../dom.js';
import { copyButton } from '../room/head.js';

export class Invite {
  #words = h('p');
  #copy;
  #sit;
  element;

  /** `sitDown` takes the empty chair. */
  constructor({ link, sitDown }) {
    this.#copy = copyButton(link);
    this.#sit = h('button.button.main', { type: 'button', onclick: sitDown }, 'Sit down');
    this.element = h('div.invite', { hidden: true }, this.#words, this.#copy, this.#sit);
  }

  /** Whether both chairs are taken, and whether one of them by me. */
  show({ seated, playing }) {
    this.element.hidden = seated;
    this.#words.textContent = playing ? 'Send the link to someone you want to play.' : 'A chair at this table is free.';
    this.#copy.hidden = !playing;
    this.#sit.hidden = playing;
  }
}
