// How the game stands, in one sentence.

import { inCheck } from './rules.js';

const ENDS = {
  checkmate: 'Checkmate',
  resignation: 'Resigned',
  stalemate: 'Stalemate',
  agreement: 'Draw agreed',
  repetition: 'Draw by repetition',
  'fifty-moves': 'Draw by the fifty-move rule',
  'insufficient-material': 'Draw: not enough pieces left',
};

/** `me` is my colour, null when I watch. */
export function headline({ position, players, result }, me) {
  if (result) return over(result, players, me);
  if (!players.w || !players.b) return me ? 'Waiting for an opponent' : 'Waiting for players';
  const check = inCheck(position) ? 'Check! ' : '';
  if (me) return check + (position.turn === me ? 'Your turn' : `${players[position.turn]} is thinking`);
  return `${check}${players[position.turn]} to move`;
}

function over({ winner, by }, players, me) {
  const how = ENDS[by] ?? by ?? 'Game over';
  if (!winner) return `${how}.`;
  return `${how}. ${winner === me ? 'You win' : `${players[winner] ?? (winner === 'w' ? 'White' : 'Black')} wins`}.`;
}
