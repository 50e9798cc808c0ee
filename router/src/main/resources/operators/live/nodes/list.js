// All nodes in words: a list of which only what is in sight exists. Arrow keys walk it.

import { h } from '../dom.js';
import { count, ms, percent, plural, standing } from '../words.js';

const ROW = 44; // pixels
const BEYOND = 4; // rows kept ready above and below
const MOST_ROWS_IN_SIGHT = 9;
const BY = {
  name: null,
  load: (a, b) => b.score - a.score,
  rooms: (a, b) => b.pinned - a.pinned,
  heartbeat: (a, b) => b.ageMs - a.ageMs,
  trouble: (a, b) => rank(b) - rank(a),
};
const rank = (node) => ['alive', 'full', 'joining', 'draining', 'failing', 'suspect', 'lost'].indexOf(standing(node));

export function nodeList(model, choose) {
  const filter = h('input.field', { type: 'search', id: 'filter', placeholder: 'Name or state', autocomplete: 'off', spellcheck: false });
  const order = h('select.field', { id: 'order' }, Object.keys(BY).map((by) => h('option', { value: by }, `by ${by}`)));
  const floor = h('div.rows-all', { role: 'presentation' });
  const box = h('div.rows', { tabIndex: 0, role: 'listbox', ariaLabel: 'Nodes' }, floor);
  const said = h('p.label', { role: 'status' });
  const rows = new Map(); // index -> row
  const spare = [];
  let shown = [];
  let active = null; // slot
  let asked = false;

  const ask = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      sort();
      draw();
    });
  };

  function sort() {
    const wanted = filter.value.trim().toLowerCase();
    const all = model.sorted();
    shown = wanted ? all.filter((node) => node.node.toLowerCase().includes(wanted) || standing(node) === wanted) : all;
    const by = BY[order.value];
    if (by) shown = [...shown].sort(by);
    floor.style.height = `${shown.length * ROW}px`;
    box.style.height = `${Math.max(1, Math.min(shown.length, MOST_ROWS_IN_SIGHT)) * ROW + 2}px`;
    const words = all.length === 0 ? 'No node has registered.'
      : wanted ? `${count(shown.length)} of ${plural(all.length, 'node')}` : plural(all.length, 'node');
    if (said.textContent !== words) said.textContent = words;
  }

  function draw() {
    const first = Math.max(0, Math.floor(box.scrollTop / ROW) - BEYOND);
    const end = Math.min(shown.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + BEYOND);
    for (const [i, row] of rows) {
      if (i < first || i >= end) {
        rows.delete(i);
        row.element.hidden = true;
        spare.push(row);
      }
    }
    for (let i = first; i < end; i++) {
      let row = rows.get(i);
      if (!row) {
        row = spare.pop() ?? newRow();
        rows.set(i, row);
        row.element.hidden = false;
        row.element.style.transform = `translateY(${i * ROW}px)`;
        if (!row.element.isConnected) floor.append(row.element);
      }
      row.show(shown[i], i, shown.length, shown[i].slot === active);
    }
  }

  function go(i) {
    if (shown.length === 0) return;
    const to = Math.max(0, Math.min(shown.length - 1, i));
    active = shown[to].slot;
    const [top, bottom] = [to * ROW, (to + 1) * ROW];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
    draw();
    box.setAttribute('aria-activedescendant', rows.get(to)?.element.id ?? '');
  }

  box.addEventListener('scroll', ask);
  box.addEventListener('click', (event) => {
    const row = [...rows.values()].find(({ element }) => element.contains(event.target));
    if (row) choose(row.node);
  });
  box.addEventListener('keydown', (event) => {
    const at = shown.findIndex(({ slot }) => slot === active);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1,
      PageDown: at + MOST_ROWS_IN_SIGHT, PageUp: at - MOST_ROWS_IN_SIGHT }[event.key];
    if (to !== undefined) go(to);
    else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) choose(shown[at]);
    else return;
    event.preventDefault();
  });
  filter.addEventListener('input', ask);
  order.addEventListener('change', ask);
  for (const what of ['nodes', 'ages']) model.on(what, ask);
  new ResizeObserver(ask).observe(box);

  return {
    element: h('div.list',
      h('div.list-head', h('h2', 'Nodes'), said,
        h('label.aside', { htmlFor: 'filter' }, 'Show only'), filter, h('label.aside', { htmlFor: 'order' }, 'Order'), order),
      box),
    choose: (node) => {
      active = node.slot;
      ask();
    },
  };
}

let rowIds = 0;

function newRow() {
  const name = h('span.row-name');
  const word = h('span.standing');
  const bar = h('span.bar-part');
  const load = h('span.row-load');
  const rooms = h('span.row-rooms');
  const seats = h('span.row-seats');
  const age = h('span.row-age');
  const element = h('div.row', { role: 'option', id: `node-row-${++rowIds}` },
    name, word, h('span.bar', bar), load, rooms, seats, age);
  const texts = new Map();
  const put = (part, text) => {
    if (texts.get(part) !== text) part.textContent = text;
    texts.set(part, text);
  };
  const row = {
    element,
    node: null,
    show(node, i, all, active) {
      row.node = node;
      put(name, node.node);
      put(word, standing(node));
      const lost = node.state === 'lost';
      put(load, lost ? '' : percent(node.score));
      put(rooms, lost && node.pinned === 0 ? '' : plural(node.pinned, 'room'));
      put(seats, lost ? '' : plural(node.seats, 'seat'));
      put(age, lost ? '' : `♥ ${ms(node.ageMs)}`);
      const part = lost ? '0%' : `${Math.min(1, node.score) * 100}%`;
      if (bar.style.width !== part) bar.style.width = part;
      const set = { standing: standing(node), node: node.node, level: node.score >= 0.9 ? 'high' : node.score >= 0.7 ? 'some' : 'low' };
      for (const [key, value] of Object.entries(set)) if (element.dataset[key] !== value) element.dataset[key] = value;
      element.ariaSelected = String(active);
      element.ariaSetSize = String(all);
      element.ariaPosInSet = String(i + 1);
    },
  };
  return row;
}
