// The price board: topics of a feed, live.

import { h } from '../dom.js';
import { isRoomId } from '../routes.js';
import { rememberedName } from '../remembered.js';
import { ticket } from '../ticket.js';
import { feeds } from '../usher.js';
import { Row } from './row.js';

const SYMBOLS = ['AAPL', 'AMZN', 'GOOG', 'MSFT', 'NVDA', 'TSLA'];
const MOST = 100; // topics of a seat
const SILENT_MS = 4_000;

export function pricesView() {
  const feed = feeds(location.origin, ticket() ? { ticket: ticket() } : { player: rememberedName() });
  const rows = new Map(); // topic -> what ends it
  const list = h('ul.price-rows');
  const state = h('span.tag', { ariaLive: 'polite' }, 'connecting');
  const silence = h('p.soft', { hidden: true },
    'Nobody publishes here yet. Any program may: redis-cli PUBLISH usher:feed:AAPL 100.1, '
    + 'or POST /v1/feeds/AAPL on the admin port.');
  const trouble = h('p.trouble', { role: 'alert', hidden: true });
  let heardAny = false;

  function add(topic) {
    if (rows.has(topic)) return;
    const row = new Row(topic, () => {
      rows.get(topic)();
      rows.delete(topic);
      row.element.remove();
    });
    list.append(row.element);
    rows.set(topic, feed.subscribe(topic, (message) => {
      heardAny = true;
      silence.hidden = true;
      row.heard(message);
    }, { gap: () => row.gap(), rejected: (reason) => row.rejected(reason) }));
  }

  const field = h('input.field', { id: 'topic', name: 'topic', placeholder: 'A topic, as in BTC-USD', autocomplete: 'off',
    autocapitalize: 'none', spellcheck: false, required: true });
  const form = h('form.join', { noValidate: true, onsubmit: (event) => {
    event.preventDefault();
    const topic = field.value.trim();
    const wrong = !isRoomId(topic) ? 'A topic is 1 to 128 letters, digits or . _ ~ -'
      : rows.size >= MOST ? `A board has ${MOST} topics at most: remove one first.` : '';
    trouble.textContent = wrong;
    trouble.hidden = wrong === '';
    if (wrong) return;
    add(topic);
    field.value = '';
  } }, h('label.label', { htmlFor: 'topic' }, 'Another topic'), field,
  h('button.button', { type: 'submit' }, 'Subscribe'));

  SYMBOLS.forEach(add);
  feed.onState((now) => {
    state.textContent = now === 'open' ? 'live' : now;
  });
  const timer = setTimeout(() => {
    silence.hidden = heardAny;
  }, SILENT_MS);

  return {
    element: h('main.lobby.prices',
      h('header.prices-head', h('a.button.quiet', { href: '#/' }, '‹ Lobby'), h('h1', 'Live prices'), state),
      silence, h('section.panel', { ariaLabel: 'Prices' }, list), trouble, h('section.panel', form)),
    title: 'Live prices – Usher',
    leave: () => {
      clearTimeout(timer);
      feed.close();
    },
  };
}
