// Shows the view that the address asks for.

import { readRoute } from './routes.js';
import { lobbyView } from './lobby/lobby.js';
import { roomView } from './room/room.js';

const stage = document.getElementById('stage');
let leave = null;

function show() {
  leave?.();
  const route = readRoute(location.hash);
  const view = route.view === 'room' ? roomView(route) : lobbyView();
  stage.replaceChildren(view.element);
  document.title = view.title;
  document.body.dataset.view = route.view;
  leave = view.leave ?? null;
  view.shown?.();
}

addEventListener('hashchange', show);
show();
