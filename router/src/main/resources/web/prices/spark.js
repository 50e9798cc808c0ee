// A line of the last values.

import { svg } from '../dom.js';

const POINTS = 120;
const WIDTH = 160;
const HEIGHT = 36;
const MARGIN = 3;

export class Spark {
  #values = [];
  #line = svg('polyline', { class: 'spark-line', points: '' });
  #end = svg('circle', { class: 'spark-end', r: 2.5, cx: -9, cy: -9 });
  element = svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' }, this.#line, this.#end);

  add(value) {
    this.#values.push(value);
    if (this.#values.length > POINTS) this.#values.shift();
    const low = Math.min(...this.#values);
    const span = Math.max(...this.#values) - low || 1;
    const at = (v, i) => [
      ((POINTS - this.#values.length + i) / (POINTS - 1)) * (WIDTH - 2 * MARGIN) + MARGIN,
      HEIGHT - MARGIN - ((v - low) / span) * (HEIGHT - 2 * MARGIN)];
    const points = this.#values.map(at);
    this.#line.setAttribute('points', points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '));
    const [x, y] = points[points.length - 1];
    this.#end.setAttribute('cx', x);
    this.#end.setAttribute('cy', y);
  }
}
