// A player's hand on the board: press, drag or click. It selects a man and lets it go somewhere.

const DRAG_STARTS_PX = 5;

/**
 * Listens to the pointer. `table` answers selected, mine(square), select(square), release() and
 * move(from, to), which says whether that was a move.
 */
export function hand(board, table) {
  let press = null; // {square, x, y, dragging, again}

  board.element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || press) return;
    const square = board.squareAt(event.clientX, event.clientY);
    if (square < 0) return;
    board.element.classList.add('by-pointer');
    board.focus(square);
    if (table.mine(square)) {
      press = { square, x: event.clientX, y: event.clientY, dragging: false, again: table.selected === square };
      board.element.setPointerCapture(event.pointerId);
      table.select(square);
    } else if (table.selected < 0 || !table.move(table.selected, square)) {
      table.release();
    }
    event.preventDefault();
  });

  board.element.addEventListener('pointermove', (event) => {
    if (!press) return;
    const dx = event.clientX - press.x;
    const dy = event.clientY - press.y;
    if (!press.dragging && Math.hypot(dx, dy) < DRAG_STARTS_PX) return;
    press.dragging = true;
    board.men.drag(press.square, dx, dy);
  });

  board.element.addEventListener('pointerup', (event) => {
    if (!press) return;
    const { square, dragging, again } = press;
    press = null;
    if (!dragging) {
      if (again) table.release();
      return;
    }
    const to = board.squareAt(event.clientX, event.clientY);
    if (to < 0 || to === square || !table.move(square, to)) board.men.settle(square);
  });

  board.element.addEventListener('pointercancel', () => {
    if (press) board.men.settle(press.square);
    press = null;
  });
}
