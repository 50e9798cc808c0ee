// What a player may do besides moving. Resigning asks once more.

import { h, icon } from '../dom.js';

const ASK_AGAIN_MS = 4000;

/** Buttons that call `send(command)` and `flip()`. */
export class Actions {
  #flip;
  #draw;
  #resign;
  #rematch;
  #asking = 0;
  #offered = false;
  element;

  constructor(send, flip) {
    this.#flip = h('button.button.quiet', { type: 'button', onclick: flip, title: 'Turn the board' },
      icon('M7 4v15', 'M3.5 15.5 7 19l3.5-3.5', 'M17 20V5', 'M13.5 8.5 17 5l3.5 3.5'), 'Flip');
    this.#draw = h('button.button.quiet', { type: 'button', onclick: () => send({ draw: this.#offered ? 'accept' : 'offer' }) },
      'Offer draw');
    this.#resign = h('button.button.quiet', { type: 'button', onclick: () => this.#reallyResign(send) }, 'Resign');
    this.#rematch = h('button.button.main', { type: 'button', onclick: () => send({ rematch: true }) }, 'Rematch');
    this.element = h('div.actions', this.#rematch, this.#draw, this.#resign, this.#flip);
  }

  /** {playing, over, offeredByMe, offeredToMe, rematchByMe, rematchToMe} */
  show(game) {
    this.#draw.hidden = this.#resign.hidden = !game.playing || game.over;
    this.#rematch.hidden = !game.playing || !game.over;
    this.#offered = game.offeredToMe;
    this.#draw.disabled = game.offeredByMe;
    this.#draw.textContent = game.offeredToMe ? 'Accept draw' : game.offeredByMe ? 'Draw offered' : 'Offer draw';
    this.#draw.classList.toggle('asked', game.offeredToMe);
    this.#rematch.disabled = game.rematchByMe;
    this.#rematch.textContent = game.rematchToMe ? 'Accept rematch' : game.rematchByMe ? 'Rematch asked' : 'Rematch';
    if (game.over) this.#calm();
  }

  #reallyResign(send) {
    if (this.#asking) {
      this.#calm();
      send({ resign: true });
      return;
    }
    this.#resign.textContent = 'Really resign?';
    this.#resign.classList.add('asked');
    this.#asking = setTimeout(() => this.#calm(), ASK_AGAIN_MS);
  }

  #calm() {
    clearTimeout(this.#asking);
    this.#asking = 0;
    this.#resign.textContent = 'Resign';
    this.#resign.classList.remove('asked');
  }
}
