// Usher's library for players: one seat in one room, or topics of feeds, over as many
// connections as it takes.
// No dependencies. docs/PROTOCOL.md says what goes over the wire; usher.d.ts has the types.

import { Feed } from './usher/feed.js';
import { Seat } from './usher/seat.js';

export { CommandRejected, CommandUnknown, MAX_COMMAND_BYTES, MAX_WAITING } from './usher/commands.js';

/** Takes a seat in a room, and holds on to it until it is closed. */
export function connect(url, options = {}) {
  return new Seat(url, options);
}

/** Listens to topics, and holds on to them until it is closed. */
export function feeds(url, options = {}) {
  return new Feed(url, options);
}
