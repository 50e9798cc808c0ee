// The floor: a tile for each node, drawn only when something changed or rooms are on their way.

import { calm, h } from '../dom.js';
import { Flow } from './flow.js';
import { corner, layout, tileAt } from './tiles.js';
import { count, ms, percent, short, standing } from '../words.js';

const LATE = 3; // heartbeats
const FLASH_MS = 1_200;

export class Floor {
  element = h('canvas.floor', { role: 'img', ariaLabel: 'Nodes by their load; the list below says the same in words' });
  #model;
  #flow = new Flow();
  #plan = layout(0, 300);
  #shown = [];
  #places = new Map(); // slot -> index
  #chosen = null;
  #flashes = new Map(); // slot -> when
  #asked = false;
  #colours = {};

  constructor(model, choose) {
    this.#model = model;
    for (const what of ['nodes', 'ages']) model.on(what, () => this.#ask());
    model.on('hops', (hops) => this.#went(hops));
    new ResizeObserver(() => this.#ask()).observe(this.element);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#ask());
    this.element.addEventListener('click', (event) => {
      const i = tileAt(this.#plan, this.#shown.length, event.offsetX, event.offsetY);
      if (i >= 0) choose(this.#shown[i]);
    });
    this.element.addEventListener('pointermove', (event) => {
      const node = this.#shown[tileAt(this.#plan, this.#shown.length, event.offsetX, event.offsetY)];
      this.element.title = node ? `${node.node}: ${standing(node)}, load ${percent(node.score)}, ${count(node.pinned)} rooms` : '';
    });
  }

  choose(node) {
    this.#chosen = node.slot;
    this.#ask();
  }

  #went(hops) {
    const now = performance.now();
    for (const { from, to, rooms, lost } of hops) {
      const a = this.#model.byId(from);
      const b = this.#model.byId(to);
      if (!a || !b) continue;
      this.#flashes.set(b.slot, now);
      if (!calm() && a !== b && !document.hidden) this.#flow.add({ from: a.slot, to: b.slot, rooms, lost }, now);
    }
    this.#ask();
  }

  #ask() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame((now) => {
      this.#asked = false;
      this.#draw(now);
      if (this.#flow.busy || this.#flashes.size > 0) this.#ask();
    });
  }

  #draw(now) {
    const canvas = this.element;
    const wide = canvas.parentElement.clientWidth - 2 * 16;
    if (wide <= 0) return;
    this.#shown = this.#model.sorted();
    this.#places = new Map(this.#shown.map((node, i) => [node.slot, i]));
    const plan = this.#plan = layout(this.#shown.length, wide);
    const scale = devicePixelRatio || 1;
    const [w, hi] = [Math.round(wide * scale), Math.round((plan.total + 2) * scale)];
    if (canvas.width !== w || canvas.height !== hi) {
      canvas.width = w;
      canvas.height = hi;
      canvas.style.width = `${wide}px`;
      canvas.style.height = `${plan.total + 2}px`;
    }
    const style = getComputedStyle(canvas);
    for (const name of ['ink', 'soft', 'line', 'panel', 'sunken', 'accent', 'gold', 'good', 'bad']) {
      this.#colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
    this.#colours.font = style.fontFamily;
    const pen = canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 1, 1);
    pen.clearRect(-2, -2, wide + 4, plan.total + 6);
    const tile = plan.kind === 'full' ? this.#full : plan.kind === 'named' ? this.#named : this.#dot;
    this.#shown.forEach((node, i) => tile.call(this, pen, node, corner(plan, i), now));
    for (const [slot, at] of this.#flashes) if (now - at > FLASH_MS) this.#flashes.delete(slot);
    this.#flow.draw(pen, now, (slot) => this.#centre(slot), this.#colours, plan.kind === 'dot' ? 2.5 : 4);
  }

  #centre(slot) {
    const i = this.#places.get(slot);
    if (i === undefined) return null;
    const { x, y } = corner(this.#plan, i);
    return { x: x + this.#plan.width / 2, y: y + this.#plan.height / 2 };
  }

  #state(node) {
    const { good, bad, gold, soft, accent } = this.#colours;
    return { alive: good, lost: bad, suspect: gold, failing: bad, joining: soft, draining: accent, full: gold }[standing(node)];
  }

  #level(share) {
    return share >= 0.9 ? this.#colours.bad : share >= 0.7 ? this.#colours.gold : this.#colours.good;
  }

  #box(pen, node, { x, y }, now, round) {
    const { width, height } = this.#plan;
    const { panel, line, accent, gold, sunken } = this.#colours;
    pen.beginPath();
    pen.roundRect(x, y, width - 2, height - 2, round);
    pen.fillStyle = node.state === 'lost' ? sunken : panel;
    pen.fill();
    const flash = Math.max(0, 1 - (now - (this.#flashes.get(node.slot) ?? -Infinity)) / FLASH_MS);
    pen.lineWidth = node.slot === this.#chosen ? 2.5 : 1;
    pen.strokeStyle = node.slot === this.#chosen ? accent : line;
    pen.stroke();
    if (flash > 0) {
      pen.globalAlpha = flash;
      pen.lineWidth = 2;
      pen.strokeStyle = gold;
      pen.stroke();
      pen.globalAlpha = 1;
    }
  }

  #bar(pen, x, y, width, height, share) {
    pen.fillStyle = this.#colours.sunken;
    pen.beginPath();
    pen.roundRect(x, y, width, height, height / 2);
    pen.fill();
    pen.strokeStyle = this.#colours.line;
    pen.lineWidth = 0.5;
    pen.stroke();
    const part = Math.min(1, Math.max(0, share));
    if (part > 0) {
      pen.fillStyle = this.#level(share);
      pen.beginPath();
      pen.roundRect(x, y, Math.max(height, width * part), height, height / 2);
      pen.fill();
    }
  }

  #full(pen, node, at, now) {
    const { ink, soft, font, gold, bad } = this.#colours;
    const { width } = this.#plan;
    this.#box(pen, node, at, now, 12);
    const { x, y } = { x: at.x + 14, y: at.y + 24 };
    const right = at.x + width - 16;
    pen.fillStyle = this.#state(node);
    pen.beginPath();
    pen.arc(x + 5, y - 5, 5, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = node.state === 'lost' ? soft : ink;
    pen.font = `600 14px ${font}`;
    pen.textAlign = 'left';
    pen.fillText(fitted(pen, node.node, width - 130), x + 18, y);
    pen.font = `12px ${font}`;
    pen.textAlign = 'right';
    const late = node.ageMs > LATE * (this.#model.router?.heartbeatMs ?? 500);
    pen.fillStyle = late ? bad : soft;
    if (node.state !== 'lost') pen.fillText(`♥ ${ms(node.ageMs)}`, right, y);
    const lost = node.state === 'lost';
    const bars = [
      ['rooms', node.rooms / node.roomCapacity, `${short(node.rooms)}`],
      ['seats', node.seats / node.seatCapacity, `${short(node.seats)}`],
      ['cpu', node.cpu, percent(node.cpu)]];
    bars.forEach(([label, share, value], i) => {
      const line = y + 24 + i * 20;
      pen.fillStyle = soft;
      pen.textAlign = 'left';
      pen.fillText(label, x, line);
      pen.textAlign = 'right';
      pen.fillStyle = ink;
      if (!lost) pen.fillText(value, right, line);
      this.#bar(pen, x + 42, line - 8, Math.max(10, right - x - 96), 8, lost ? 0 : share);
    });
    pen.textAlign = 'left';
    pen.fillStyle = standing(node) === 'alive' ? soft : standing(node) === 'draining' ? gold : bad;
    pen.fillText(fitted(pen, lost ? 'lost' : `load ${percent(node.score)} · ${standing(node)}`, width - 28), x, y + 88);
  }

  #named(pen, node, at, now) {
    const { ink, soft, font } = this.#colours;
    const { width } = this.#plan;
    this.#box(pen, node, at, now, 8);
    pen.fillStyle = this.#state(node);
    pen.beginPath();
    pen.arc(at.x + 12, at.y + 16, 4, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = node.state === 'lost' ? soft : ink;
    pen.font = `600 12px ${font}`;
    pen.textAlign = 'left';
    pen.fillText(fitted(pen, node.node, width - 66), at.x + 22, at.y + 20);
    pen.font = `11px ${font}`;
    pen.fillStyle = soft;
    pen.textAlign = 'right';
    pen.fillText(short(node.pinned), at.x + width - 10, at.y + 20);
    this.#bar(pen, at.x + 10, at.y + 34, width - 22, 7, node.state === 'lost' ? 0 : node.score);
  }

  #dot(pen, node, { x, y }, now) {
    const { width } = this.#plan;
    const { sunken, accent, gold } = this.#colours;
    const word = standing(node);
    pen.fillStyle = sunken;
    pen.fillRect(x, y, width, width);
    if (word === 'alive' || word === 'full') {
      const part = Math.min(1, node.score);
      pen.fillStyle = this.#level(node.score);
      pen.globalAlpha = 0.3 + 0.7 * part;
      pen.fillRect(x, y + width * (1 - Math.max(0.08, part)), width, width * Math.max(0.08, part));
      pen.globalAlpha = 1;
    } else {
      pen.fillStyle = this.#state(node);
      pen.fillRect(x, y, width, width);
    }
    if (node.slot === this.#chosen || this.#flashes.has(node.slot)) {
      pen.strokeStyle = node.slot === this.#chosen ? accent : gold;
      pen.lineWidth = 2;
      pen.strokeRect(x, y, width, width);
    }
  }
}

function fitted(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  let end = text.length - 1;
  while (end > 1 && pen.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return `${text.slice(0, end)}…`;
}
