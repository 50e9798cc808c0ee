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
export function headline(game, me) {
  return standing(game, me) + asked(game, me);
}

function standing({ position, players, result }, me) {
  if (result) return over(result, players, me);
  if (!players.w || !players.b) return me ? 'Waiting for an opponent' : 'Waiting for players';
  const check = inCheck(position) ? 'Check! ' : '';
  if (me) return check + (position.turn === me ? 'Your turn' : `${players[position.turn]} is thinking`);
  return `${check}${players[position.turn]} to move`;
}

/** What the others wait for me to answer. */
function asked({ players, drawOffer, rematch }, me) {
  if (drawOffer && drawOffer !== players[me]) return ` – ${drawOffer} offers a draw`;
  return rematch && rematch !== players[me] ? ` ${rematch} asks for a rematch.` : '';
}

function over({ winner, by }, players, me) {
  const how = ENDS[by] ?? by ?? 'Game over';
  if (!winner) return `${how}.`;
  return `${how}. ${winner === me ? 'You win' : `${players[winner] ?? (winner === 'w' ? 'White' : 'Black')} wins`}.`;
}
