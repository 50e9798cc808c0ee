// Why a WebSocket did not open: a browser does not say, but a plain request is answered with a reason.

/** {up, reason, hintMs}: whether someone answers for the room, a word, and how long to wait at least, in ms. */
export async function askWhy(address, fetch) {
  try {
    const url = new URL(address);
    url.protocol = url.protocol.replace('ws', 'http');
    const answer = await fetch(url.href, { cache: 'no-store' });
    // Not found: the node has no such room yet, and would open it.
    if (answer.ok || answer.status === 404) return { up: true, reason: '', hintMs: 0 };
    const seconds = Number(answer.headers.get('Retry-After'));
    return { up: false, reason: (await answer.json()).error ?? '', hintMs: seconds > 0 ? seconds * 1000 : 0 };
  } catch {
    return { up: false, reason: '', hintMs: 0 };
  }
}
