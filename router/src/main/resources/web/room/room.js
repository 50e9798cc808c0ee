// A room: takes a seat, and shows what the node says.

import { ArenaTable } from '../arena/arena.js';
import { ChessTable } from '../chess/table.js';
import { h } from '../dom.js';
import { anyName } from '../names.js';
import { rememberName, rememberRoom, rememberedName } from '../remembered.js';
import { roomHash } from '../routes.js';
import { ticket } from '../ticket.js';
import { connect } from '../usher.js';
import { Badge } from './badge.js';
import { Chat } from './chat.js';
import { roomHead } from './head.js';
import { Notice } from './notice.js';
import { People } from './people.js';
import { messagesOf, peopleOf } from './reading.js';
import { story } from './story.js';

const TABLES = {
  arena: (seat) => new ArenaTable(seat),
  chess: (seat, ways) => new ChessTable(seat, ways),
};

export function roomView(route) {
  const { room, watch } = route;
  const pass = ticket();
  const name = pass ? null : rememberedName() || anyName(); // a ticket has a name of its own
  if (name) rememberName(name);

  const seat = connect(location.origin, { room, game: route.game, player: name, ticket: pass, role: watch ? 'spectator' : null, storage: sessionStorage });
  const badge = new Badge();
  const notice = new Notice();
  const listeners = h('p.aside', { ariaLive: 'polite' });
  const say = (sentence) => {
    listeners.textContent = sentence;
  };
  const complain = (text) => notice.tell('note', text);
  const chat = new Chat(seat, { complain });
  let table = null;
  const people = new People((names) => table?.present(names));
  let game = route.game;
  const link = () => new URL(roomHash({ room, game }), location.href).href;
  const attend = (waitedFor) => {
    document.title = `${waitedFor ? '● ' : ''}${room} – Usher`;
  };
  const sitDown = () => {
    history.replaceState(null, '', roomHash({ room, game }));
    head.querySelector('.watching')?.remove();
    seat.rejoin(null);
  };
  const head = roomHead({ room, watch, badge, link, notice });
  const body = h('main.room', { tabIndex: -1 }, h('p.opening', 'Finding your seat…'));

  function lay(name) {
    if (game === name && body.dataset.game === name) return;
    game = name;
    body.dataset.game = name;
    table?.leave?.();
    table = TABLES[name]?.(seat, { say, complain, link, attend, sitDown }) ?? null;
    body.replaceChildren(...(table ? [table.main] : []),
      h('div.side', table?.side ?? '', chat.element, h('div.panel.people-panel', people.element)));
    rememberRoom(room, name);
    if (document.activeElement === document.body) body.focus({ preventScroll: true });
  }

  seat.on('state', ({ state }) => badge.state(state));
  seat.on('resumed', ({ node }) => badge.node(node));
  seat.on('welcome', ({ frame }) => {
    badge.node(frame.node);
    lay(frame.game);
    chat.welcome(messagesOf(frame.state));
    table?.welcome(frame.state.game);
    people.welcome(peopleOf(frame), frame.state.seats, seat.player, frame.state.viewers);
  });
  seat.on('volatile', (data) => table?.volatile?.(data));
  seat.on('viewers', ({ count }) => people.watched(count));
  seat.on('event', ({ by, event }) => {
    people.heard(by);
    if (event.say !== undefined) chat.said(by, event.say);
    else if (event.joined !== undefined) {
      people.joined(event.joined, event.role);
      chat.note(`${event.joined} ${event.role === 'spectator' ? 'watches' : 'joined'}`);
    } else if (event.left !== undefined) {
      people.left(event.left);
      chat.note(`${event.left} left`);
    }
    table?.event(by, event);
  });
  story(seat, notice);

  const hurry = () => document.visibilityState === 'visible' && seat.state === 'resuming' && seat.retryNow();
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);

  return {
    element: h('div.house', head, body, listeners),
    title: `${room} – Usher`,
    leave: () => {
      removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      table?.leave?.();
      seat.close();
    },
  };
}
