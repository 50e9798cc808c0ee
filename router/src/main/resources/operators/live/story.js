// What happened, newest first.

import { h } from './dom.js';
import { clock } from './words.js';

const SIGNS = {
  joined: 'new', alive: 'up', suspect: 'doubt', lost: 'lost', draining: 'drain', undrained: 'back',
  failing: 'fails', failover: 'failover', move: 'move', router: 'router',
};

export function story(model) {
  const list = h('ol.story', { role: 'log', ariaLabel: 'What happened', tabIndex: 0 });
  const nothing = h('p.soft', 'Nothing yet. Nodes that come and go, moves and failovers are told here.');
  const rows = new Map(); // id -> {row, text, at}

  model.on('happenings', () => {
    nothing.hidden = model.happenings.size > 0;
    for (const [id, { row, at }] of rows) {
      // Another router counts from the start again.
      if (model.happenings.get(id)?.at !== at) {
        row.remove();
        rows.delete(id);
      }
    }
    for (const one of model.happenings.values()) {
      const known = rows.get(one.id);
      if (known) {
        if (known.text.textContent !== one.text) known.text.textContent = one.text;
        continue;
      }
      const text = h('span.story-text', one.text);
      const row = h('li', h('time', { dateTime: new Date(one.at).toISOString() }, clock(one.at)),
        h('span.sign', SIGNS[one.kind] ?? one.kind), text);
      row.dataset.kind = one.kind;
      list.prepend(row);
      rows.set(one.id, { row, text, at: one.at });
    }
  });
  return h('section.panel.happened', { ariaLabel: 'What happened' }, h('h2', 'What happened'), nothing, list);
}
