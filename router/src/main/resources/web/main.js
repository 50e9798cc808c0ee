// Shows the view that the address asks for.

import { readRoute } from './routes.js';
import { lobbyView } from './lobby/lobby.js';
import { pricesView } from './prices/prices.js';
import { roomView } from './room/room.js';
import { ticket } from './ticket.js';

const VIEWS = { lobby: lobbyView, prices: pricesView, room: roomView };
const stage = document.getElementById('stage');
let leave = null;

function show() {
  leave?.();
  ticket(); // what the address brings is kept, and leaves the address
  const route = readRoute(location.hash);
  const view = VIEWS[route.view](route);
  stage.replaceChildren(view.element);
  document.title = view.title;
  document.body.dataset.view = route.view;
  leave = view.leave ?? null;
  view.shown?.();
}

addEventListener('hashchange', show);
show();
