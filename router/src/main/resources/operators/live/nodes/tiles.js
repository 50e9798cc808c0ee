// Where each node is on the floor: large tiles for a few, small ones for a thousand.

const GAP = 10;
const SMALL_GAP = 3;
const MOST_WIDE = 340;
const HIGH = 124; // of a tile with all its words
const MOST_HIGH = 560;

/** Tiles for so many nodes on a floor so wide: {columns, width, height, gap, kind, total}. */
export function layout(nodes, floor) {
  const count = Math.max(1, nodes);
  for (const { least, high, kind, gap } of [
    { least: 200, high: HIGH, kind: 'full', gap: GAP },
    { least: 112, high: 54, kind: 'named', gap: 6 },
  ]) {
    const most = Math.max(1, Math.floor((floor + gap) / (least + gap)));
    const rows = Math.ceil(count / most);
    const total = rows * (high + gap) - gap;
    if (total <= MOST_HIGH || rows === 1) {
      const columns = Math.min(most, Math.ceil(count / rows));
      const width = Math.min(kind === 'full' ? MOST_WIDE : floor, (floor + gap) / columns - gap);
      return { columns, width, height: high, gap, kind, total };
    }
  }
  let side = 40;
  const fits = () => Math.ceil(count / Math.floor((floor + SMALL_GAP) / (side + SMALL_GAP))) * (side + SMALL_GAP);
  while (side > 8 && fits() > 420) side--;
  const columns = Math.max(1, Math.floor((floor + SMALL_GAP) / (side + SMALL_GAP)));
  const total = Math.ceil(count / columns) * (side + SMALL_GAP) - SMALL_GAP;
  return { columns, width: side, height: side, gap: SMALL_GAP, kind: 'dot', total };
}

/** The corner of tile i. */
export function corner(plan, i) {
  return {
    x: (i % plan.columns) * (plan.width + plan.gap),
    y: Math.floor(i / plan.columns) * (plan.height + plan.gap),
  };
}

/** Which tile is at this place; -1 for none. */
export function tileAt(plan, nodes, x, y) {
  const column = Math.floor(x / (plan.width + plan.gap));
  const row = Math.floor(y / (plan.height + plan.gap));
  const i = row * plan.columns + column;
  return column >= 0 && column < plan.columns && row >= 0 && i < nodes ? i : -1;
}
