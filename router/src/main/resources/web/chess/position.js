// A chess position as a plain value. Squares count 0 (a8) to 63 (h1), as a FEN reads.

export const START = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';

const FILES = 'abcdefgh';

export const fileOf = (square) => square & 7;
export const rankOf = (square) => 8 - (square >> 3);
export const nameOf = (square) => FILES[fileOf(square)] + rankOf(square);
export const squareOf = (name) => FILES.indexOf(name[0]) + (8 - Number(name[1])) * 8;

/** The colour of a piece letter: upper case is white. */
export const colourOf = (piece) => (piece === piece.toUpperCase() ? 'w' : 'b');
export const other = (colour) => (colour === 'w' ? 'b' : 'w');

/** Reads a FEN; throws on one that has no eight ranks. */
export function parseFen(fen) {
  const [ranks, turn = 'w', castling = '-', passing = '-', half = '0', full = '1'] = fen.split(' ');
  const board = [];
  for (const c of ranks.replaceAll('/', '')) {
    if (c >= '1' && c <= '8') board.push(...Array(Number(c)).fill(null));
    else board.push(c);
  }
  if (board.length !== 64) throw new Error(`no FEN: ${fen}`);
  return {
    board,
    turn,
    castling: castling === '-' ? '' : castling,
    passing: passing === '-' ? -1 : squareOf(passing),
    half: Number(half),
    full: Number(full),
  };
}

/** Where the king of a colour stands, -1 if nowhere. */
export function kingOf(position, colour) {
  return position.board.indexOf(colour === 'w' ? 'K' : 'k');
}
