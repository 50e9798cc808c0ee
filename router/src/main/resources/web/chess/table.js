// The chess table: board, players, moves and actions around one game.

import { h } from '../dom.js';
import { Actions } from './actions.js';
import { Board } from './board.js';
import { capturedBy, colourOfPlayer, gameAfter, gameFrom, targetsFrom } from './game.js';
import { hand } from './hand.js';
import { headline } from './headline.js';
import { History } from './history.js';
import { Invite } from './invite.js';
import { keys } from './keys.js';
import { moveText } from './notation.js';
import { colourOf, nameOf, other } from './position.js';
import { choosePromotion } from './promotion.js';
import { legalMoves, play } from './rules.js';
import { Strip } from './strip.js';
import { CommandUnknown } from '../usher.js';

export class ChessTable {
  #seat;
  #say; // tells a sentence to those who listen
  #complain;
  #attend; // is told whether I am waited for
  #game = gameFrom({});
  #board = new Board();
  #above = new Strip();
  #below = new Strip();
  #history = new History();
  #actions;
  #headline = h('h2.headline');
  #invite;
  #selected = -1;
  #pending = null; // my move that the node has not answered yet
  #turned = false; // by the player, against the usual way
  #here = new Set();
  main;
  side;

  constructor(seat, { say, complain, link, attend, sitDown }) {
    this.#seat = seat;
    this.#say = say;
    this.#complain = complain;
    this.#attend = attend;
    this.#actions = new Actions((command) => this.#send(command), () => {
      this.#turned = !this.#turned;
      this.#show();
    });
    this.#invite = new Invite({ link, sitDown });
    hand(this.#board, this);
    keys(this.#board, this);
    this.main = h('div.table', this.#above.element, h('div.board-frame', this.#board.element), this.#below.element);
    this.side = h('section.panel.game', { ariaLabel: 'Game' }, this.#headline, this.#invite.element, this.#history.element,
       this.#actions.element);
    this.#show();
  }

  welcome(state) {
    this.#game = gameFrom(state);
    this.#pending = null;
    this.release();
  }

  event(by, event) {
    const before = this.#game;
    this.#game = gameAfter(before, by, event);
    if (this.#game === before) return;
    if (this.#game.moves.length !== before.moves.length) {
      this.#pending = null;
      this.#selected = -1;
      const last = this.#game.moves.at(-1);
      if (last) this.#say(`${last.spoken}. ${this.#words()}`);
    } else this.#say(this.#words());
    this.#show();
  }

  /** Who is in the room now. */
  present(names) {
    this.#here = new Set(names);
    this.#show();
  }

  // What hand.js and keys.js ask of a table.

  get selected() {
    return this.#selected;
  }

  mine(square) {
    const piece = this.#game.position.board[square];
    return this.#mayMove() && piece !== null && colourOf(piece) === this.#colour();
  }

  select(square) {
    this.#selected = square;
    this.#show();
    const targets = targetsFrom(this.#game.position, square);
    this.#say(`${nameOf(square)} selected, ${targets.length === 0 ? 'no moves' : `may go to ${targets.map(nameOf).join(', ')}`}`);
  }

  release() {
    this.#selected = -1;
    this.#show();
  }

  move(from, to) {
    const ways = legalMoves(this.#game.position).filter((move) => move.from === from && move.to === to);
    if (ways.length === 0 || !this.#mayMove()) return false;
    if (ways.length === 1) this.#make(ways[0]);
    else {
      choosePromotion(this.#board, to, this.#colour()).then((promotion) =>
        promotion ? this.#make({ from, to, promotion }) : this.release());
    }
    return ways.length === 1;
  }

  async #make(move) {
    this.#pending = move;
    this.#selected = -1;
    this.#show();
    await this.#send({ move: moveText(move) });
    if (this.#pending === move) {
      this.#pending = null;
      this.#show();
    }
  }

  async #send(command) {
    try {
      await this.#seat.send(command);
    } catch (refused) {
      if (!(refused instanceof CommandUnknown)) this.#complain(refused.reason);
    }
  }

  #colour() {
    return colourOfPlayer(this.#game, this.#seat.player);
  }

  #mayMove() {
    const { result, position } = this.#game;
    return !result && !this.#pending && this.#seated() && position.turn === this.#colour();
  }

  #seated() {
    return this.#game.players.w !== null && this.#game.players.b !== null;
  }

  #words() {
    const position = this.#pending ? play(this.#game.position, this.#pending) : this.#game.position;
    return headline({ ...this.#game, position }, this.#colour());
  }

  #show() {
    const { position, moves, players, result, drawOffer, rematch } = this.#game;
    const me = this.#colour();
    const flipped = (me === 'b') !== this.#turned;
    const shown = this.#pending ? play(position, this.#pending) : position;
    this.#board.show({
      position: shown,
      last: this.#pending ?? moves.at(-1)?.move,
      selected: this.#selected,
      targets: this.#selected >= 0 ? targetsFrom(position, this.#selected) : [],
      mine: (square) => this.mine(square),
      flipped,
    });
    this.#strip(this.#above, flipped ? 'w' : 'b', shown);
    this.#strip(this.#below, flipped ? 'b' : 'w', shown);
    this.#history.show(moves);
    this.#headline.textContent = this.#words();
    this.side.classList.toggle('my-turn', this.#mayMove());
    this.#attend(this.#mayMove());
    this.#invite.show({ seated: this.#seated(), playing: me !== null });
    const rival = me && players[other(me)];
    this.#actions.show({ playing: me !== null && Boolean(rival), over: Boolean(result),
      offeredByMe: me !== null && drawOffer === players[me], offeredToMe: Boolean(rival) && drawOffer === rival,
      rematchByMe: me !== null && rematch === players[me], rematchToMe: Boolean(rival) && rematch === rival });
  }

  #strip(strip, colour, position) {
    const name = this.#game.players[colour];
    strip.show({ colour, name, you: name !== null && name === this.#seat.player, here: this.#here.has(name),
      turn: this.#seated() && !this.#game.result && position.turn === colour, captured: capturedBy(position, colour) });
  }
}
