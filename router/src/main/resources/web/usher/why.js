// Why a WebSocket did not open: a browser does not say, but a plain request is answered with a reason.

import { withTicket } from './ticket.js';

const NOT_ALLOWED = new Set([401, 403]);

/** {up, reason, hintMs}: whether someone answers for the room, a word, and how long to wait at least, in ms. */
export async function askWhy(address, fetch, ticket) {
  try {
    const url = new URL(address);
    url.protocol = url.protocol.replace('ws', 'http');
    const answer = await fetch(url.href, { cache: 'no-store', headers: withTicket(ticket) });
    // Not found: the node has no such room yet, and would open it.
    if (answer.ok || answer.status === 404) return { up: true, reason: '', hintMs: 0 };
    const seconds = Number(answer.headers.get('Retry-After'));
    const hintMs = seconds > 0 ? seconds * 1000 : 0;
    return { up: NOT_ALLOWED.has(answer.status), reason: (await answer.json()).error ?? '', hintMs };
  } catch {
    return { up: false, reason: '', hintMs: 0 };
  }
}
