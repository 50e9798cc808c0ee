// The page's own addresses: #/ is the lobby, #/room/ID?game=chess a room, #/prices the prices.

const ROOM_ID = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/;

export const GAMES = ['chess', 'chat', 'arena'];

export const isRoomId = (text) => ROOM_ID.test(text);

/** What an address asks for: {view: 'lobby'}, {view: 'prices'} or {view: 'room', room, game, watch}. */
export function readRoute(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const [, view, room] = path.split('/');
  if (view === 'prices') return { view };
  if (view !== 'room' || !isRoomId(room ?? '')) return { view: 'lobby' };
  const parameters = new URLSearchParams(query);
  const game = GAMES.includes(parameters.get('game')) ? parameters.get('game') : null;
  return { view: 'room', room, game, watch: parameters.get('role') === 'spectator' };
}

/** The address of a room. */
export function roomHash({ room, game, watch = false }) {
  const parameters = new URLSearchParams();
  if (game) parameters.set('game', game);
  if (watch) parameters.set('role', 'spectator');
  const query = parameters.toString();
  return `#/room/${room}${query ? `?${query}` : ''}`;
}

/** A room out of what a person pasted: a link to one, or its bare id. Null if it is neither. */
export function roomFrom(text) {
  const trimmed = text.trim();
  if (isRoomId(trimmed)) return { room: trimmed, game: null, watch: false };
  const hash = trimmed.indexOf('#');
  const route = hash < 0 ? { view: 'lobby' } : readRoute(trimmed.slice(hash));
  return route.view === 'room' ? route : null;
}
