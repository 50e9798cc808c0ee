// Why a WebSocket did not open: a browser does not say, but a plain request is answered with a reason.

/** {up, reason, retryInMs}: whether someone answers for the room, a word or null, a wait or null. */
export async function askWhy(room, origin) {
  try {
    const answer = await fetch(new URL(`/rooms/${encodeURIComponent(room)}`, origin), { cache: 'no-store' });
    // Not found: the node has no such room yet, and would open it.
    if (answer.ok || answer.status === 404) return { up: true, reason: null, retryInMs: null };
    const seconds = Number(answer.headers.get('Retry-After'));
    const { error } = await answer.json();
    return { up: false, reason: error ?? null, retryInMs: seconds > 0 ? seconds * 1000 : null };
  } catch {
    return { up: false, reason: null, retryInMs: null };
  }
}
