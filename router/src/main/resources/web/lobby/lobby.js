// Where people arrive: a name, a new room, or the way to one that exists.

import { h } from '../dom.js';
import { anyName } from '../names.js';
import { NAME_LENGTH, rememberName, rememberedName } from '../remembered.js';
import { roomFrom, roomHash } from '../routes.js';
import { gameCards } from './cards.js';
import { createRoom } from './create.js';
import { recentList } from './recent.js';
import { wordmark } from '../wordmark.js';

export function lobbyView() {
  const name = h('input.field', { id: 'name', name: 'name', maxLength: NAME_LENGTH, autocomplete: 'nickname',
    placeholder: anyName(), value: rememberedName(), spellcheck: false });
  const trouble = h('p.trouble', { role: 'alert', hidden: true });
  const complain = (text) => {
    trouble.textContent = text;
    trouble.hidden = false;
  };
  const keepName = () => rememberName(name.value.trim() || name.placeholder);

  async function create(game, button) {
    keepName();
    button.disabled = true;
    trouble.hidden = true;
    try {
      location.hash = roomHash({ room: await createRoom(game), game });
    } catch (error) {
      complain(error.message);
    } finally {
      button.disabled = false;
    }
  }

  const element = h('main.lobby',
    h('header.lobby-head', wordmark('h1'),
      h('p.tagline', 'Find your room, take your seat.')),
    h('section.panel.who', { ariaLabel: 'You' },
      h('label.label', { htmlFor: 'name' }, 'Your name'), name),
    trouble,
    gameCards(create),
    h('section.panel', { ariaLabel: 'Join a room' }, joinForm(keepName, complain)),
    recentList(),
    h('section.panel.to-prices', { ariaLabel: 'Live prices' },
      h('a', { href: '#/prices' }, 'Live prices'), h('span.soft', 'Topics of a feed, each with a line of its last minute.')),
    h('footer.lobby-foot', 'Each room lives on one node. If that node dies, you are shown to another.'));
  return { element, title: 'Usher', shown: () => (name.value ? null : name.focus()) };
}

function joinForm(keepName, complain) {
  const where = h('input.field', { id: 'where', name: 'where', placeholder: 'Paste a link, or a room id',
    autocomplete: 'off', autocapitalize: 'none', spellcheck: false, required: true });
  const go = (watch) => {
    const found = roomFrom(where.value);
    if (!found) {
      complain('That is no room: a room id is 1 to 128 letters, digits or . _ ~ -');
      where.focus();
      return;
    }
    keepName();
    location.hash = roomHash({ ...found, watch: watch || found.watch });
  };
  return h('form.join', { noValidate: true, onsubmit: (event) => {
    event.preventDefault();
    go(event.submitter?.value === 'watch');
  } },
  h('label.label', { htmlFor: 'where' }, 'Join a room'), where,
  h('button.button', { type: 'submit', value: 'join' }, 'Join'),
  h('button.button.quiet', { type: 'submit', value: 'watch' }, 'Watch'));
}
