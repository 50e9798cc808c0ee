// The board: 64 squares as an ARIA grid, with the men above it. It shows; hand.js and keys.js listen.

import { h } from '../dom.js';
import { kingOf, nameOf } from './position.js';
import { pieceName } from './notation.js';
import { inCheck } from './rules.js';
import { Men } from './men.js';

export class Board {
  element;
  squares = []; // by square, whatever way the board is turned
  #men = new Men();
  #rows;
  #flipped = null;

  constructor() {
    for (let square = 0; square < 64; square++) {
      const name = nameOf(square);
      const cell = h('div', { role: 'gridcell', tabIndex: -1,
        className: `square ${(square + (square >> 3)) % 2 ? 'dark' : 'light'}` });
      cell.dataset.square = name;
      [cell.dataset.file, cell.dataset.rank] = name;
      this.squares.push(cell);
    }
    this.#rows = Array.from({ length: 8 }, () => h('div.rank', { role: 'row' }));
    this.element = h('div.board', { role: 'grid', ariaLabel: 'Chess board' }, this.#rows, this.#men.element);
    this.squares[52].tabIndex = 0;
  }

  get flipped() {
    return this.#flipped === true;
  }

  get men() {
    return this.#men;
  }

  /** Shows a position with its marks: {position, last, selected, targets, mine, flipped}. */
  show(view) {
    if (view.flipped !== this.#flipped) this.#turn(view.flipped);
    const { position, last, selected = -1, targets = [] } = view;
    const check = inCheck(position) ? kingOf(position, position.turn) : -1;
    this.squares.forEach((cell, square) => {
      const piece = position.board[square];
      const target = targets.includes(square);
      cell.classList.toggle('last', square === last?.from || square === last?.to);
      cell.classList.toggle('check', square === check);
      cell.classList.toggle('selected', square === selected);
      cell.classList.toggle('target', target);
      cell.classList.toggle('taken', target && (piece !== null || square === position.passing));
      cell.classList.toggle('mine', view.mine(square));
      cell.ariaSelected = String(square === selected);
      cell.ariaLabel = [cell.dataset.square, piece ? pieceName(piece) : 'empty', square === check && 'in check',
        square === selected && 'selected', target && 'can move here'].filter(Boolean).join(', ');
    });
    this.#men.show(position.board, view.flipped);
  }

  /** Moves the one square that Tab reaches, and focuses it. */
  focus(square) {
    for (const cell of this.squares) cell.tabIndex = -1;
    this.squares[square].tabIndex = 0;
    this.squares[square].focus({ preventScroll: true });
  }

  /** The square under a point of the window, -1 if it is not on the board. */
  squareAt(x, y) {
    const box = this.element.getBoundingClientRect();
    const file = Math.floor(((x - box.left) / box.width) * 8);
    const row = Math.floor(((y - box.top) / box.height) * 8);
    if (file < 0 || file > 7 || row < 0 || row > 7) return -1;
    return this.#flipped ? 63 - (row * 8 + file) : row * 8 + file;
  }

  #turn(flipped) {
    const focused = this.squares.indexOf(document.activeElement);
    this.#flipped = flipped;
    for (let row = 0; row < 8; row++) {
      const cells = this.squares.slice(row * 8, row * 8 + 8);
      this.#rows[flipped ? 7 - row : row].replaceChildren(...(flipped ? cells.reverse() : cells));
    }
    if (focused >= 0) this.focus(focused);
  }
}
