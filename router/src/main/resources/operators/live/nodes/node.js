// One node: what is known of it, its rooms, and what can be done.

import { h } from '../dom.js';
import { roomList } from '../rooms/rooms.js';
import { count, means, ms, percent, skipped, standing } from '../words.js';

export function nodePanel(model, todo, say, find) {
  const facts = h('dl.facts');
  const name = h('h2', { tabIndex: -1 });
  const word = h('span.standing');
  const sentence = h('p.soft');
  const buttons = h('div.buttons');
  const rooms = roomList(find, say);
  const body = h('div.node-body', h('div.node-head', name, word), sentence, facts, buttons, rooms.element);
  const hint = h('p.soft', 'Choose a node, on the floor or in the list, to see its rooms, to drain it, or to take it back.');
  const element = h('section.panel.node', { ariaLabel: 'The node chosen' }, hint, body);
  let slot = null;
  let drawn = '';

  function draw() {
    const node = slot === null ? null : model.nodes.get(slot);
    hint.hidden = Boolean(node);
    body.hidden = !node;
    if (!node) return;
    const now = standing(node);
    name.textContent = node.node;
    word.textContent = now;
    element.dataset.standing = now;
    element.dataset.node = node.node;
    sentence.textContent = node.health === 'failing' && node.reason ? `It fails: ${node.reason}`
      : node.skipped && node.skipped !== now ? `Gets no new room: it ${skipped(node.skipped)}.` : `${upper(means(now))}.`;
    const known = {
      load: percent(node.score),
      rooms: `${count(node.rooms)} of ${count(node.roomCapacity)}${node.pending ? `, ${count(node.pending)} pending` : ''}`,
      seats: `${count(node.seats)} of ${count(node.seatCapacity)}`,
      processor: percent(node.cpu),
      'loop lag': ms(node.lagMs),
      ...(node.own === null ? {} : { 'own load': percent(node.own) }),
      heartbeat: node.state === 'lost' ? 'none any more' : `${ms(node.ageMs)} ago`,
      address: `${node.address}, by ${node.upstream.toLowerCase()}`,
      version: node.version || 'not told',
      incarnation: node.incarnation,
    };
    facts.replaceChildren(...Object.entries(known).map(([key, value]) => h('div', h('dt', key), h('dd', value))));
    const wanted = `${slot} ${now}`;
    if (wanted === drawn) return;
    drawn = wanted;
    const drains = now === 'draining';
    buttons.replaceChildren(...(node.state === 'lost' ? [] : [drains
      ? h('button.button', { type: 'button', onclick: () => todo.undrain(node) }, 'Undrain…')
      : h('button.button.main', { type: 'button', onclick: () => todo.drain(node) }, 'Drain…')]));
  }

  for (const what of ['nodes', 'ages']) model.on(what, draw);
  draw();
  return {
    element,
    show(node) {
      slot = node.slot;
      drawn = '';
      draw();
      rooms.show(node);
      name.focus({ preventScroll: true });
      if (element.getBoundingClientRect().top > innerHeight - 80) element.scrollIntoView({ block: 'nearest' });
    },
  };
}

const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
