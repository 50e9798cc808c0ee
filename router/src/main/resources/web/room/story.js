// Tells what happened to the connection and to the room, in plain words.

const BROKEN = {
  'node-lost': (node) => `${node} died. Finding another node for this room…`,
  'node-leaving': (node) => `${node} is closing. Finding another node for this room…`,
  'room-unavailable': () => 'This room is changing nodes. One moment…',
  'no-node': () => 'No node has room just now. Still trying…',
  'too-many-rooms': () => 'There are as many rooms as there can be. Still trying…',
  'too-many-players': () => 'There are as many players as there can be. Still trying…',
  'router-leaving': () => 'The router is closing. Trying to reach it again…',
  'too-slow': () => 'Your connection fell behind. Catching up…',
};

const FATE = {
  'node-lost': (node) => `${node} died`,
  'node-leaving': (node) => `${node} closed`,
};

const CLOSED = {
  'seat-taken-over': 'This seat is open in another tab or window.',
  'unknown-game': 'The nodes do not know this game.',
  'bad-room': 'There can be no room of this name.',
  'bad-parameter': 'This name or role is not allowed. Choose another name in the lobby.',
  'game-failed': 'The game in this room failed.',
  refused: 'The node refused you a seat. The name may be too long, or the game unknown to it.',
  'gave-up': 'The room could not be reached for ten minutes.',
};

const SHOW_FROM_ATTEMPT = 2; // a first hiccup is not worth a word

/** Listens to a seat and writes on a notice. */
export function story(seat, notice) {
  let reason = null; // why the last connection ended
  let told = false;

  const retry = { label: 'Try now', run: () => seat.retryNow() };

  seat.on('state', (detail) => {
    if (detail.state === 'resuming') {
      if (detail.reason) reason = detail.reason;
      const node = seat.node ?? 'The node';
      if (BROKEN[reason]) notice.tell('trouble', BROKEN[reason](node), retry);
      else if (detail.attempt >= SHOW_FROM_ATTEMPT) {
        notice.tell('trouble', seat.node ? 'The connection broke. Trying again…' : 'The room cannot be reached yet. Still trying…', retry);
      } else return;
      told = true;
    } else if (detail.state === 'paused') {
      notice.tell('trouble', 'This room is paused for a moment. Your commands are kept.');
      told = true;
    } else if (detail.state === 'closed') {
      const again = detail.reason === 'seat-taken-over' ? { ...retry, label: 'Use it here' } : { ...retry, label: 'Try again' };
      notice.tell('trouble', CLOSED[detail.reason] ?? `The room closed the connection (${detail.reason || detail.code}).`, again);
      told = true;
    }
  });

  seat.on('welcome', ({ lost, before }) => tellBack(before, lost));
  seat.on('resumed', ({ before }) => tellBack(before, null));

  function tellBack(before, lost) {
    const { node } = seat;
    const moved = before !== null && before !== node;
    const fate = (FATE[reason] ?? ((name) => `${name} is gone`))(before);
    if (lost === 'seat') notice.tell('news', 'You were away too long and lost your seat. You have a new one.');
    else if (moved && lost) {
      notice.tell('news', `${fate}; the room is now on ${node}. This room had no journal, so it starts fresh.`);
    } else if (moved) notice.tell('good', `${fate}; the room is now on ${node}. Nothing was lost.`);
    else if (lost && before !== null) {
      notice.tell('news', `The room on ${node} lost its state. It had no journal, so it starts fresh.`);
    } else if (told && before !== null) notice.tell('good', `Back on ${node}. Nothing was missed.`);
    else if (told) notice.clear();
    told = false;
    reason = null;
  }
}
