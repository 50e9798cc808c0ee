// The pieces on the board: one element each, that glides when its piece moves.

import { h } from '../dom.js';
import { fileOf } from './position.js';
import { pieceDrawing } from './pieces.js';

export class Men {
  element = h('div.men', { ariaHidden: 'true' });
  #men = new Map(); // square -> {piece, element}
  #flipped = false;

  /** Shows these 64 squares: what left one square and is on another glides there. */
  show(board, flipped) {
    this.#flipped = flipped;
    const leaving = [...this.#men].filter(([square, man]) => board[square] !== man.piece);
    for (const [square] of leaving) this.#men.delete(square);
    board.forEach((piece, square) => {
      if (piece === null || this.#men.has(square)) return;
      const index = leaving.findIndex(([, man]) => man.piece === piece);
      this.#men.set(square, index < 0 ? this.#fresh(piece) : leaving.splice(index, 1)[0][1]);
    });
    for (const [, man] of leaving) man.element.remove();
    for (const square of this.#men.keys()) this.settle(square);
  }

  /** Lets a man follow the pointer: its square's place and this many pixels more. */
  drag(square, dx, dy) {
    const { element } = this.#men.get(square);
    element.classList.add('held');
    element.style.transform = `${this.#place(square)} translate(${dx}px, ${dy}px) scale(1.08)`;
  }

  /** Puts a man that was dragged down on its square. */
  settle(square) {
    const man = this.#men.get(square);
    if (!man) return;
    man.element.style.transform = this.#place(square);
    if (man.element.classList.contains('held')) requestAnimationFrame(() => man.element.classList.remove('held'));
  }

  #fresh(piece) {
    const element = h('div.man', pieceDrawing(piece));
    this.element.append(element);
    return { piece, element };
  }

  #place(square) {
    const shown = this.#flipped ? 63 - square : square;
    return `translate(${fileOf(shown) * 100}%, ${(shown >> 3) * 100}%)`;
  }
}
