// Which squares a piece reaches, and whether a square is under attack.

import { colourOf } from './position.js';

const STRAIGHT = [[0, -1], [0, 1], [-1, 0], [1, 0]];
const DIAGONAL = [[-1, -1], [1, -1], [-1, 1], [1, 1]];
const JUMPS = [[1, 2], [2, 1], [-1, 2], [-2, 1], [1, -2], [2, -1], [-1, -2], [-2, -1]];

const WAYS = { b: DIAGONAL, r: STRAIGHT, q: [...STRAIGHT, ...DIAGONAL], k: [...STRAIGHT, ...DIAGONAL], n: JUMPS };
const SLIDES = { b: true, r: true, q: true };

/** The square that lies this far off, -1 beyond the edge. */
export function step(square, dx, dy) {
  const x = (square & 7) + dx;
  const y = (square >> 3) + dy;
  return x >= 0 && x < 8 && y >= 0 && y < 8 ? y * 8 + x : -1;
}

/** The squares a piece that is no pawn reaches: empty ones and those of the other colour. */
export function reach(board, from) {
  const piece = board[from];
  const kind = piece.toLowerCase();
  const found = [];
  for (const [dx, dy] of WAYS[kind]) {
    let to = step(from, dx, dy);
    while (to >= 0) {
      if (board[to] === null) found.push(to);
      else {
        if (colourOf(board[to]) !== colourOf(piece)) found.push(to);
        break;
      }
      if (!SLIDES[kind]) break;
      to = step(to, dx, dy);
    }
  }
  return found;
}

/** Whether a colour attacks a square. */
export function attacked(board, square, by) {
  const own = (letter) => (by === 'w' ? letter.toUpperCase() : letter);
  const back = by === 'w' ? 1 : -1;
  for (const dx of [-1, 1]) {
    const from = step(square, dx, back);
    if (from >= 0 && board[from] === own('p')) return true;
  }
  return along(board, square, STRAIGHT, [own('r'), own('q')], own('k'))
    || along(board, square, DIAGONAL, [own('b'), own('q')], own('k'))
    || JUMPS.some(([dx, dy]) => {
      const from = step(square, dx, dy);
      return from >= 0 && board[from] === own('n');
    });
}

function along(board, square, ways, sliders, king) {
  for (const [dx, dy] of ways) {
    let from = step(square, dx, dy);
    if (from >= 0 && board[from] === king) return true;
    while (from >= 0 && board[from] === null) from = step(from, dx, dy);
    if (from >= 0 && sliders.includes(board[from])) return true;
  }
  return false;
}
