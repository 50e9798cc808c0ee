// Finds a room: by its id, or by what ids begin with.

import { h } from '../dom.js';
import { api } from '../api.js';
import { explained } from './explained.js';
import { roomRow } from './rooms.js';

const MOST = 20;
const ROOM = /^[A-Za-z0-9._~-]{1,128}$/;

export function roomSearch(model, todo, choose) {
  const field = h('input.field', { id: 'room', name: 'room', type: 'search', placeholder: 'A room id, or how it begins',
    autocomplete: 'off', autocapitalize: 'none', spellcheck: false });
  const trouble = h('p.trouble', { role: 'alert', hidden: true });
  const found = h('ul.room-list', { ariaLabel: 'Rooms that begin so' });
  const answer = h('div.explained-place', { role: 'status' });
  const form = h('form.find', { role: 'search', noValidate: true, onsubmit: (event) => {
    event.preventDefault();
    find(field.value.trim());
  } }, h('label.label', { htmlFor: 'room' }, 'Where is a room, and why?'), field,
  h('button.button.main', { type: 'submit' }, 'Explain'));
  const element = h('section.panel.search', { ariaLabel: 'Find a room' }, h('h2', 'Find a room'), form, trouble,
    h('div.found', found, answer));
  let asked = 0;

  function complain(text) {
    trouble.hidden = !text;
    trouble.textContent = text;
  }

  async function find(room) {
    const mine = ++asked;
    field.value = room;
    if (!ROOM.test(room)) {
      complain('A room id is 1 to 128 letters, digits or . _ ~ -');
      return;
    }
    complain('');
    const [why, others] = await Promise.allSettled([
      api.get(`v1/rooms/${encodeURIComponent(room)}/explain`),
      api.get(`v1/rooms?${new URLSearchParams({ prefix: room, limit: MOST })}`)]);
    if (mine !== asked) return;
    if (why.status === 'rejected') {
      complain(why.reason.message);
      return;
    }
    answer.replaceChildren(explained(model, why.value, todo, choose, () => find(room)));
    const rest = others.status === 'fulfilled' ? others.value.rooms.filter((one) => one.room !== room) : [];
    found.replaceChildren(...rest.map((one) => roomRow(one, find, { node: true })));
  }

  return {
    element,
    find(room) {
      find(room);
      element.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    },
  };
}
