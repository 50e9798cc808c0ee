// A player's ticket: where it comes from, and how it is shown.

/** The ticket that a page gave, or that its function makes anew for each connection; a promise of null for none. */
export async function freshTicket(given) {
  return (typeof given === 'function' ? await given() : given) ?? null;
}

/** A WebSocket with the ticket among its subprotocols, since pages cannot set its headers. */
export function dial(WebSocket, url, ticket) {
  return ticket === null ? new WebSocket(url) : new WebSocket(url, ['usher', `usher.ticket.${ticket}`]);
}

/** The headers of a plain request with the ticket. */
export const withTicket = (ticket) => (ticket === null ? {} : { Authorization: `Bearer ${ticket}` });
