// One line under the head of the page that says what happened, and what can be done.

import { h, icon } from '../dom.js';

const PASSING_MS = 12_000;

export class Notice {
  #text = h('p');
  #action = h('button.button', { type: 'button', hidden: true });
  #close = h('button.button.quiet.notice-close', { type: 'button', ariaLabel: 'Dismiss', onclick: () => this.clear() },
    icon('M6 6l12 12', 'M18 6 6 18'));
  #timer = 0;
  element = h('div.notice-place', { role: 'status' });
  #box = h('div.notice', this.#text, this.#action, this.#close);

  /** Kind: trouble (stays), news (stays until dismissed), good and note (go by themselves). */
  tell(kind, text, action = null) {
    clearTimeout(this.#timer);
    this.#box.dataset.kind = kind;
    this.#text.textContent = text;
    this.#action.hidden = action === null;
    this.#action.textContent = action?.label ?? '';
    this.#action.onclick = action?.run ?? null;
    this.#close.hidden = kind === 'trouble';
    if (!this.#box.isConnected) this.element.append(this.#box);
    if (kind === 'good' || kind === 'note') this.#timer = setTimeout(() => this.clear(), PASSING_MS);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#box.remove();
  }
}
