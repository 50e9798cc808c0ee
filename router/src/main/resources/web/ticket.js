// The ticket that this page came with, as in #/room/lobby?ticket=…: it is kept for the tab, and taken out of the address.

const KEY = 'usher.ticket';

/** The ticket of this tab; null where it has none. Pages in a house of one's own ask their login instead. */
export function ticket() {
  const [path, query = ''] = location.hash.split('?');
  const parameters = new URLSearchParams(query);
  const given = parameters.get('ticket');
  if (given === null) return sessionStorage.getItem(KEY);
  sessionStorage.setItem(KEY, given);
  parameters.delete('ticket');
  const rest = parameters.toString();
  history.replaceState(null, '', rest ? `${path}?${rest}` : path);
  return given;
}
