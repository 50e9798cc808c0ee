// The arena: runners collect coins on a plane, in real time.

import { h } from '../dom.js';
import { Plane } from './plane.js';
import { Steering } from './steering.js';

const PLACES = 2; // the kind of frame that says where all are

export class ArenaTable {
  #runners = new Map(); // number -> {name, coins}
  #coins = new Map(); // number -> {x, y}
  #scores = h('ol.scores');
  #hint = h('p.soft');
  #seat;
  #plane = new Plane(() => ({ runners: this.#runners, coins: this.#coins, me: this.#me() }));
  #steering;
  #deaf;
  main;
  side = h('section.panel.scores-panel', { ariaLabel: 'Scores' }, h('h2.label', 'Coins'), this.#scores);

  constructor(seat) {
    this.#seat = seat;
    this.#steering = new Steering(this.#plane, () => this.#plane.at(this.#me()), (bytes) => seat.sendRaw(bytes));
    this.#deaf = seat.on('state', ({ state }) => state === 'open' && this.#steering.again());
    this.main = h('section.arena', this.#plane.element, this.#hint);
  }

  welcome({ width, height, runners, coins }) {
    this.#hint.textContent = this.#seat.role === 'spectator' ? 'You watch the others run.'
      : 'Collect coins: steer with the arrow keys or WASD, or point where to run.';
    this.#plane.resize({ width, height });
    this.#runners = new Map(runners.map(({ number, name, coins: has }) => [number, { name, coins: has }]));
    this.#coins = new Map(coins.map(({ number, x, y }) => [number, { x, y }]));
    this.#score();
  }

  event(by, event) {
    if (event.entered !== undefined) this.#runners.set(event.entered, { name: by, coins: 0 });
    else if (event.gone !== undefined) this.#runners.delete(event.gone);
    else if (event.collected !== undefined) {
      this.#coins.delete(event.collected);
      if (event.next) this.#coins.set(event.next.number, event.next);
      const runner = [...this.#runners.values()].find(({ name }) => name === by);
      if (runner) runner.coins++;
    } else return;
    this.#score();
  }

  /** A frame that is no event. */
  volatile(data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength < 6) return;
    const view = new DataView(data);
    if (view.getUint8(0) !== PLACES) return;
    const places = new Map();
    for (let i = 0, at = 6; i < view.getUint8(5) && at + 7 <= data.byteLength; i++, at += 7) {
      places.set(view.getUint8(at), { x: view.getUint16(at + 1), y: view.getUint16(at + 3) });
    }
    this.#plane.moved(places);
  }

  present() {}

  leave() {
    this.#plane.stop();
    this.#steering.stop();
    this.#deaf();
  }

  #me() {
    for (const [number, { name }] of this.#runners) if (name === this.#seat.player) return number;
    return null;
  }

  #score() {
    const best = [...this.#runners.values()].sort((a, b) => b.coins - a.coins);
    this.#scores.replaceChildren(...best.map(({ name, coins }) => h('li', h('span', name), ' ', h('b', String(coins)))));
  }
}
