// Asks the router for a fresh room.

import { ticket } from '../ticket.js';
import { withTicket } from '../usher/ticket.js';

/** The id of a fresh room for a game. Throws an Error whose message can be shown. */
export async function createRoom(game) {
  let response;
  try {
    response = await fetch(`/rooms?game=${game}`, { method: 'POST', headers: withTicket(ticket()) });
  } catch {
    throw new Error('The router does not answer. Is it running?');
  }
  if (!response.ok) throw new Error(await why(response));
  const { room } = await response.json();
  return room;
}

async function why(response) {
  const later = response.headers.get('Retry-After');
  if (response.status === 503) {
    return `Every node is full or away just now. Try again ${later ? `in ${later} s` : 'in a moment'}.`;
  }
  return `The router said ${response.status}.`;
}
