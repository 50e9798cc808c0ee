// Asks what a pawn that arrives shall become.

import { h } from '../dom.js';
import { fileOf } from './position.js';
import { pieceDrawing } from './pieces.js';
import { pieceName } from './notation.js';

const CHOICES = ['q', 'n', 'r', 'b'];

/** Shows the four choices over the board, at the square reached. Answers a letter, or null if left. */
export function choosePromotion(board, to, colour) {
  return new Promise((resolve) => {
    const seen = board.flipped ? 63 - to : to;
    const close = (choice) => {
      removeEventListener('pointerdown', outside, true);
      chooser.remove();
      board.focus(to);
      resolve(choice);
    };
    const buttons = CHOICES.map((kind) => {
      const piece = colour === 'w' ? kind.toUpperCase() : kind;
      return h('button.promotion-choice', { type: 'button', ariaLabel: pieceName(piece), onclick: () => close(kind) },
        pieceDrawing(piece));
    });
    const chooser = h('div.promotion', { role: 'dialog', ariaLabel: 'Promote the pawn to', onkeydown: (event) => {
      event.stopPropagation();
      const at = buttons.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (event.key === 'Escape') close(null);
      else if (step || event.key === 'Tab') {
        event.preventDefault();
        buttons[(at + (step ?? (event.shiftKey ? -1 : 1)) + 4) % 4].focus();
      }
    } }, buttons);
    const outside = (event) => {
      if (chooser.contains(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      close(null);
    };
    chooser.classList.add(`file-${fileOf(seen)}`, seen < 32 ? 'from-top' : 'from-bottom');
    board.element.append(chooser);
    addEventListener('pointerdown', outside, true);
    buttons[0].focus();
  });
}
