// How a move is written, and how it is said.

import { inCheck, legalMoves, play } from './rules.js';
import { fileOf, nameOf, rankOf } from './position.js';

const NAMES = { p: 'pawn', n: 'knight', b: 'bishop', r: 'rook', q: 'queen', k: 'king' };

/** "white knight" for N. */
export function pieceName(piece) {
  return `${piece === piece.toUpperCase() ? 'white' : 'black'} ${NAMES[piece.toLowerCase()]}`;
}

/** e2e4, e7e8q. */
export function moveText({ from, to, promotion }) {
  return nameOf(from) + nameOf(to) + (promotion ?? '');
}

/** Standard algebraic notation: Nf3, exd5, O-O, e8=Q+, Qxf7#. */
export function san(position, move) {
  const piece = position.board[move.from];
  const kind = piece.toLowerCase();
  const takes = position.board[move.to] !== null || (kind === 'p' && move.to === position.passing);
  let text;
  if (kind === 'k' && Math.abs(fileOf(move.from) - fileOf(move.to)) === 2) {
    text = fileOf(move.to) === 6 ? 'O-O' : 'O-O-O';
  } else if (kind === 'p') {
    text = (takes ? `${nameOf(move.from)[0]}x` : '') + nameOf(move.to)
      + (move.promotion ? `=${move.promotion.toUpperCase()}` : '');
  } else {
    text = piece.toUpperCase() + whichOne(position, move, piece) + (takes ? 'x' : '') + nameOf(move.to);
  }
  const after = play(position, move);
  if (!inCheck(after)) return text;
  return text + (legalMoves(after).length === 0 ? '#' : '+');
}

function whichOne(position, move, piece) {
  const rivals = legalMoves(position).filter((m) =>
    m.to === move.to && m.from !== move.from && position.board[m.from] === piece);
  if (rivals.length === 0) return '';
  const [file, rank] = nameOf(move.from);
  if (!rivals.some((m) => fileOf(m.from) === fileOf(move.from))) return file;
  return rivals.some((m) => rankOf(m.from) === rankOf(move.from)) ? file + rank : rank;
}

/** A move as a sentence for those who listen: "white knight takes on f7, check". */
export function spoken(position, move) {
  const text = san(position, move);
  const end = text.endsWith('#') ? ', checkmate' : text.endsWith('+') ? ', check' : '';
  const colour = position.turn === 'w' ? 'white' : 'black';
  if (text.startsWith('O-O')) {
    return `${colour} castles ${text.startsWith('O-O-O') ? 'queenside' : 'kingside'}${end}`;
  }
  const verb = text.includes('x') ? 'takes on' : 'to';
  const promoted = move.promotion ? `, becomes a ${NAMES[move.promotion]}` : '';
  return `${pieceName(position.board[move.from])} ${verb} ${nameOf(move.to)}${promoted}${end}`;
}
