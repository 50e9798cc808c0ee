// The board by keyboard: arrows walk, Enter or Space picks up and puts down, Escape lets go.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-7, 0],
  End: [7, 0], PageUp: [0, -7], PageDown: [0, 7] };

const within = (n) => Math.max(0, Math.min(7, n));

/** Listens to keys on the squares; `table` as in hand.js. */
export function keys(board, table) {
  board.element.addEventListener('keydown', (event) => {
    board.element.classList.remove('by-pointer');
    const square = board.squares.indexOf(event.target);
    if (square < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (STEPS[event.key]) {
      const [dx, dy] = STEPS[event.key];
      const seen = board.flipped ? 63 - square : square;
      const next = within((seen >> 3) + dy) * 8 + within((seen & 7) + dx);
      board.focus(board.flipped ? 63 - next : next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      press(square);
    } else if (event.key === 'Escape') {
      table.release();
    } else return;
    event.preventDefault();
  });

  function press(square) {
    if (table.selected === square) table.release();
    else if (table.selected >= 0 && table.move(table.selected, square)) return;
    else if (table.mine(square)) table.select(square);
    else table.release();
  }
}
