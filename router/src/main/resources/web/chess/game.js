// A game of chess as the page knows it: the fold of what the node said. Plain values.

import { START, other, parseFen } from './position.js';
import { legalMoves, parseMove, play } from './rules.js';
import { san, spoken } from './notation.js';

/** The game out of a welcome's state. */
export function gameFrom(state) {
  const moves = [];
  let position = parseFen(START);
  for (const text of state.moves ?? []) {
    const done = made(position, text);
    moves.push(done);
    position = done.after;
  }
  return {
    moves,
    position: state.fen && moves.length === 0 ? parseFen(state.fen) : position,
    players: { w: state.white ?? null, b: state.black ?? null },
    result: resultOf(state),
    drawOffer: state.drawOffer ?? null,
    rematch: state.rematch ?? null,
  };
}

/** The game after an event; the same game if the event is none of chess. */
export function gameAfter(game, by, event) {
  if (event.move !== undefined) {
    const done = made(game.position, event.move);
    return { ...game, moves: [...game.moves, done], position: done.after, drawOffer: null, result: resultOf(event) };
  }
  if (event.seated !== undefined) return withPlayer(game, event.seated[0], by);
  if (event.stood !== undefined) return withPlayer(game, event.stood[0], null);
  if (event.resign !== undefined) return { ...game, result: resultOf(event), drawOffer: null };
  if (event.draw === 'offer') return { ...game, drawOffer: by };
  if (event.draw !== undefined) return { ...game, result: resultOf(event), drawOffer: null };
  if (event.rematch === 'asked') return { ...game, rematch: by };
  if (event.rematch !== undefined) return gameFrom({ white: event.white, black: event.black });
  return game;
}

/** What was offered or asked goes with whoever it was offered to. */
function withPlayer(game, colour, name) {
  return { ...game, players: { ...game.players, [colour]: name }, drawOffer: null, rematch: null };
}

/** A move of the game: {move, san, spoken, after}. */
function made(before, text) {
  const move = parseMove(text);
  return { move, san: san(before, move), spoken: spoken(before, move), after: play(before, move) };
}

function resultOf(state) {
  return state.result ?? null;
}

/** w or b for who plays, null for who watches. */
export function colourOfPlayer(game, name) {
  if (game.players.w === name) return 'w';
  return game.players.b === name ? 'b' : null;
}

/** The squares that a piece on `from` may go to. */
export function targetsFrom(position, from) {
  return [...new Set(legalMoves(position).filter((move) => move.from === from).map((move) => move.to))];
}

const FULL_SET = { p: 8, n: 2, b: 2, r: 2, q: 1 };
const WORTH = { p: 1, n: 3, b: 3, r: 5, q: 9 };

/** What a colour has taken, as FEN letters, and by how much it is ahead. */
export function capturedBy(position, colour) {
  const missing = (side) => Object.entries(FULL_SET).flatMap(([kind, full]) => {
    const piece = side === 'w' ? kind.toUpperCase() : kind;
    const left = position.board.filter((p) => p === piece).length;
    return Array(Math.max(0, full - left)).fill(piece);
  });
  const worth = (side) => position.board.reduce((sum, piece) =>
    piece && (piece === piece.toUpperCase()) === (side === 'w') ? sum + (WORTH[piece.toLowerCase()] ?? 0) : sum, 0);
  return { pieces: missing(other(colour)), ahead: worth(colour) - worth(other(colour)) };
}
