// What this browser remembers between visits: a name, and the rooms visited last.

const NAME = 'usher.name';
const ROOMS = 'usher.rooms';
const ROOMS_KEPT = 6;

export const NAME_LENGTH = 24;

export function rememberedName() {
  return read(NAME) ?? '';
}

export function rememberName(name) {
  write(NAME, name);
}

/** The rooms visited last, newest first: {room, game, at}. */
export function recentRooms() {
  const rooms = read(ROOMS);
  return Array.isArray(rooms) ? rooms : [];
}

export function rememberRoom(room, game) {
  const others = recentRooms().filter((visit) => visit.room !== room);
  write(ROOMS, [{ room, game, at: Date.now() }, ...others].slice(0, ROOMS_KEPT));
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private browsing: then nothing is remembered.
  }
}
