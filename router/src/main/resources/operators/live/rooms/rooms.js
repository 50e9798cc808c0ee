// The rooms of a node, a page at a time.

import { h } from '../dom.js';
import { api } from '../api.js';
import { span } from '../words.js';

const PAGE = 50;

/** `find` is called with a room that was pressed. */
export function roomList(find, say) {
  const list = h('ul.room-list');
  const none = h('p.soft', { hidden: true }, 'No room is pinned to it.');
  const more = h('button.button.quiet', { type: 'button', hidden: true, onclick: () => load(after) }, 'More rooms');
  const again = h('button.button.quiet', { type: 'button', onclick: () => load('') }, 'Look again');
  const element = h('div.node-rooms', h('div.list-head', h('h3', 'Its rooms'), again), none, list, more);
  let node = null;
  let after = '';
  let asked = 0;

  async function load(from) {
    const mine = ++asked;
    const query = new URLSearchParams({ node: node.node, limit: PAGE, ...(from ? { after: from } : {}) });
    try {
      const page = await api.get(`v1/rooms?${query}`);
      if (mine !== asked) return;
      if (!from) list.replaceChildren();
      list.append(...page.rooms.map((room) => roomRow(room, find)));
      after = page.next ?? '';
      more.hidden = !after;
      none.hidden = list.childElementCount > 0;
    } catch (error) {
      if (mine === asked) say(`The rooms of ${node.node} cannot be listed. ${error.message}`, true);
    }
  }

  return {
    element,
    show(chosen) {
      node = chosen;
      list.replaceChildren();
      more.hidden = true;
      none.hidden = true;
      load('');
    },
  };
}

/** One room, to be pressed. */
export function roomRow(room, find, { node = false } = {}) {
  return h('li', h('button.room-row', { type: 'button', onclick: () => find(room.room) },
    h('span.mono', room.room),
    h('span.soft', [node && room.node, `epoch ${room.epoch}`,
      room.pinnedSeconds === undefined ? '' : `for ${span(room.pinnedSeconds * 1000)}`].filter(Boolean).join(' · '))));
}
