// The rules of chess, so that the page can show legal moves at once. The node's word is the truth.
// A move is {from, to, promotion?}, squares as in position.js, promotion one of q r b n.

import { attacked, reach, step } from './attacks.js';
import { colourOf, kingOf, other, rankOf, squareOf } from './position.js';

const PROMOTIONS = ['q', 'r', 'b', 'n'];

// A king's or rook's square, once left or taken, ends these rights.
const RIGHTS_ENDED = { 60: 'KQ', 63: 'K', 56: 'Q', 4: 'kq', 7: 'k', 0: 'q' };

const CASTLES = {
  K: { from: 60, to: 62, empty: [61, 62], safe: [60, 61, 62], rook: [63, 61] },
  Q: { from: 60, to: 58, empty: [57, 58, 59], safe: [58, 59, 60], rook: [56, 59] },
  k: { from: 4, to: 6, empty: [5, 6], safe: [4, 5, 6], rook: [7, 5] },
  q: { from: 4, to: 2, empty: [1, 2, 3], safe: [2, 3, 4], rook: [0, 3] },
};

/** Whether the king of a colour, by default of the one to move, is under attack. */
export function inCheck(position, colour = position.turn) {
  const king = kingOf(position, colour);
  return king >= 0 && attacked(position.board, king, other(colour));
}

/** All legal moves. */
export function legalMoves(position) {
  const moves = [];
  for (let from = 0; from < 64; from++) {
    const piece = position.board[from];
    if (piece === null || colourOf(piece) !== position.turn) continue;
    if (piece.toLowerCase() === 'p') pawnMoves(position, from, moves);
    else for (const to of reach(position.board, from)) moves.push({ from, to });
  }
  castlingMoves(position, moves);
  return moves.filter((move) => !inCheck(play(position, move), position.turn));
}

function pawnMoves(position, from, moves) {
  const { board, turn } = position;
  const ahead = turn === 'w' ? -1 : 1;
  const add = (to) => {
    if (rankOf(to) === 8 || rankOf(to) === 1) {
      for (const promotion of PROMOTIONS) moves.push({ from, to, promotion });
    } else moves.push({ from, to });
  };
  const one = step(from, 0, ahead);
  if (one >= 0 && board[one] === null) {
    add(one);
    const two = step(from, 0, 2 * ahead);
    if (rankOf(from) === (turn === 'w' ? 2 : 7) && board[two] === null) add(two);
  }
  for (const dx of [-1, 1]) {
    const to = step(from, dx, ahead);
    if (to < 0) continue;
    if (to === position.passing || (board[to] !== null && colourOf(board[to]) !== turn)) add(to);
  }
}

function castlingMoves({ board, turn, castling }, moves) {
  for (const right of turn === 'w' ? 'KQ' : 'kq') {
    if (!castling.includes(right)) continue;
    const { from, to, empty, safe } = CASTLES[right];
    if (empty.every((square) => board[square] === null)
      && !safe.some((square) => attacked(board, square, other(turn)))) moves.push({ from, to });
  }
}

/** The position after a move, which is taken to be legal. */
export function play(position, { from, to, promotion }) {
  const board = position.board.slice();
  const piece = board[from];
  const pawn = piece.toLowerCase() === 'p';
  const taken = board[to] !== null;
  board[to] = promotion ? (position.turn === 'w' ? promotion.toUpperCase() : promotion) : piece;
  board[from] = null;
  if (pawn && to === position.passing) board[to + (position.turn === 'w' ? 8 : -8)] = null;
  const castle = Object.entries(CASTLES).find(([right, way]) =>
    way.from === from && way.to === to && piece.toLowerCase() === 'k' && position.castling.includes(right));
  if (castle) {
    const [rookFrom, rookTo] = castle[1].rook;
    board[rookTo] = board[rookFrom];
    board[rookFrom] = null;
  }
  const ended = (RIGHTS_ENDED[from] ?? '') + (RIGHTS_ENDED[to] ?? '');
  return {
    board,
    turn: other(position.turn),
    castling: [...position.castling].filter((right) => !ended.includes(right)).join(''),
    passing: pawn && Math.abs(to - from) === 16 ? (from + to) / 2 : -1,
    half: pawn || taken ? 0 : position.half + 1,
    full: position.full + (position.turn === 'b' ? 1 : 0),
  };
}

/** Reads a move such as e2e4 or e7e8q. */
export function parseMove(text) {
  const move = { from: squareOf(text.slice(0, 2)), to: squareOf(text.slice(2, 4)) };
  return text.length > 4 ? { ...move, promotion: text[4].toLowerCase() } : move;
}
