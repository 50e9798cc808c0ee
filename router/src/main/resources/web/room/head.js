// The head of a room: the way back, the room's id and its link, and the node.

import { h, icon } from '../dom.js';
import { wordmark } from '../wordmark.js';

const COPIED_MS = 1800;

export function roomHead({ room, watch, badge, link, notice }) {
  return h('header.head', wordmark('a'),
    h('div.head-room', h('h1.mono', { title: room }, room), watch && h('span.tag.watching', 'watching'), copyButton(link)),
    notice.element, badge.element);
}

/** A button that copies the link which brings someone else here. */
export function copyButton(link, label = 'Copy link') {
  const words = h('span', label);
  return h('button.button.copy', { type: 'button', title: 'Copy the link to this room', onclick: async () => {
    words.textContent = (await copied(link())) ? 'Copied' : link();
    setTimeout(() => {
      words.textContent = label;
    }, COPIED_MS);
  } }, icon('M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3', 'M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3'), words);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedTheOldWay(text);
  }
}

/** Where the page is not served over TLS there is no clipboard but this one. */
function copiedTheOldWay(text) {
  const field = h('textarea.aside', { value: text });
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
