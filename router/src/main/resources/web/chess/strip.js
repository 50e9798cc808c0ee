// One player's side of the table: name, whose turn, and what they took.

import { h } from '../dom.js';
import { pieceDrawing } from './pieces.js';

export class Strip {
  #disc = h('span.strip-disc', { ariaHidden: 'true' });
  #name = h('span.strip-name');
  #note = h('span.strip-note');
  #taken = h('span.strip-taken');
  element = h('div.strip', this.#disc, this.#name, this.#note, this.#taken);

  /** {colour, name, you, here, turn, captured: {pieces, ahead}} */
  show({ colour, name, you, here, turn, captured }) {
    this.#disc.className = `strip-disc ${colour === 'w' ? 'white' : 'black'}`;
    this.#name.textContent = name ?? 'Empty seat';
    this.#note.textContent = !name ? 'waiting for a player' : you ? 'you' : here ? '' : 'away';
    this.element.classList.toggle('vacant', !name);
    this.element.classList.toggle('turn', turn);
    this.#taken.replaceChildren(...captured.pieces.map((piece) => pieceDrawing(piece)),
      captured.ahead > 0 ? h('span.strip-ahead', `+${captured.ahead}`) : '');
    this.#taken.ariaLabel = captured.pieces.length > 0 ? `${captured.pieces.length} captured` : '';
  }
}
