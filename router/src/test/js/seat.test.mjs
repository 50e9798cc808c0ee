// A seat over many connections: what it asks for, what it sends, what it hands out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeStorage, Stage, done, event, fates, rejected, reset, settled, welcome } from './stage.mjs';

const say = (text) => ({ say: text });

/** A stage with a seat that is welcome, and heard events up to 7-2. */
function seated(options) {
  const stage = new Stage();
  const seat = stage.connect(options);
  stage.say(welcome(), event('7-1'), event('7-2'));
  return { stage, seat };
}

test('a first connection asks for a new seat, and sends nothing before the welcome', async () => {
  const stage = new Stage();
  const seat = stage.connect({ game: 'chat', role: 'player' });
  const first = seat.send(say('hi'));
  stage.open();
  assert.equal(stage.socket.url.href, 'ws://house/rooms/r?game=chat&player=ann&role=player');
  assert.deepEqual([seat.state, stage.sent], ['connecting', []]);
  stage.say(welcome());
  assert.deepEqual([seat.state, stage.sent], ['open', [say('hi')]]);
  const second = seat.send(say('ho'));
  stage.say(event('7-1', 1), rejected(2, 'too loud'));
  assert.deepEqual(await fates(first, second), ['event', 'rejected too loud']);
});

test('the url may have a path of its own, or be that of the room itself', () => {
  const stage = new Stage();
  stage.connect({ url: 'https://example.org/usher/?x=1', room: 'a~b' });
  assert.equal(stage.socket.url.href, 'wss://example.org/usher/rooms/a~b?player=ann');
  const seat = stage.connect({ url: 'ws://example.org/game?match=m1', room: undefined });
  assert.equal(stage.socket.url.href, 'ws://example.org/game?match=m1&player=ann');
  assert.equal(seat.room, 'game');
});

test('a lost connection is resumed with token, last id, answered and count', async () => {
  const { stage, seat } = seated();
  const answers = [seat.send(say('a')), seat.send(say('b'))];
  stage.say(event('7-3', 1));
  stage.cut(1006);
  assert.deepEqual(stage.asked, { player: 'ann', seat: 'token', after: '7-3', answered: '1', count: '2' });
  assert.equal(seat.state, 'resuming');
  stage.say(settled(1));
  assert.deepEqual(stage.sent, [say('b')]);
  stage.say(event('7-4', 2));
  assert.deepEqual(await fates(...answers), ['event', 'event']);
  assert.deepEqual(stage.of('resumed'), [{ node: 'node-1', before: 'node-1' }]);
});

test('what a resume answers is sent again all the same, since the room counts from answered on', async () => {
  const { stage, seat } = seated();
  const answers = [seat.send(say('a')), seat.send(say('b')), seat.send(say('c'))];
  stage.cut(1012, 'node-lost');
  stage.say(event('7-3', 1), rejected(2));
  assert.deepEqual(stage.sent, [], 'nothing is sent before settled');
  stage.say(settled(2));
  assert.deepEqual(stage.sent, [say('a'), say('b'), say('c')]);
  stage.say(done(3));
  assert.deepEqual(await fates(...answers), ['event', 'rejected no', 'done']);
});

test('commands given while the connection is lost go out in order after those before them', () => {
  const { stage, seat } = seated();
  seat.send(say('a'));
  stage.end(1006);
  seat.send(say('b'));
  stage.time.pass(10_000);
  stage.say(settled(0));
  seat.send(say('c'));
  assert.deepEqual(stage.sent, [say('a'), say('b'), say('c')]);
});

test('a settled command whose answer cannot come any more is unknown', async () => {
  const { stage, seat } = seated();
  const answers = [seat.send(say('a')), seat.send(say('b'))];
  stage.cut();
  stage.say(welcome('7-900'), settled(1));
  assert.deepEqual(await fates(...answers), ['unknown unheard', 'open']);
  stage.say(event('7-901', 2));
  assert.deepEqual(await fates(answers[1]), ['event']);
});

test('after a reset all that waited is unknown, is not sent again, and n goes on from what is settled', async () => {
  const { stage, seat } = seated();
  const lost = [seat.send(say('a')), seat.send(say('b'))];
  stage.cut();
  stage.say(reset, welcome('9-1'), settled(1));
  assert.deepEqual(await fates(...lost), ['unknown reset', 'unknown reset']);
  assert.deepEqual(stage.sent, []);
  assert.deepEqual(stage.of('welcome').map(({ lost: gone }) => gone), [null, 'room']);
  const fresh = [seat.send(say('c')), seat.send(say('d'))];
  stage.say(event('9-2', 2), event('9-3', 3));
  assert.deepEqual(await fates(...fresh), ['event', 'event']);
  stage.cut();
  assert.equal(stage.asked.answered, '3');
});

test('commands sent between the welcome of a reset and its settled are counted from there', async () => {
  const { stage, seat } = seated();
  seat.send(say('a')).catch(() => {});
  stage.cut();
  stage.say(reset, welcome('9-1'));
  const fresh = seat.send(say('b'));
  stage.say(settled(4), event('9-2', 5));
  assert.deepEqual(await fates(fresh), ['event']);
});

test('a room that counts from 1 after a reset is understood by its first answer', async () => {
  const { stage, seat } = seated();
  seat.send(say('a'));
  stage.say(event('7-3', 1));
  stage.cut();
  stage.say(reset, welcome('9-1', { seat: 'other' }));
  const fresh = [seat.send(say('b')), seat.send(say('c'))];
  stage.say(event('9-2', 1), rejected(2));
  assert.deepEqual(await fates(...fresh), ['event', 'rejected no']);
  stage.cut();
  assert.deepEqual([stage.asked.seat, stage.asked.answered], ['other', '2']);
});

test('a connection lost before a fresh room said how it counts leaves what was sent unknown', async () => {
  const { stage, seat } = seated();
  stage.cut();
  stage.say(reset, welcome('9-1'));
  const sent = seat.send(say('a'));
  stage.end();
  const kept = seat.send(say('b'));
  stage.time.pass(10_000);
  assert.equal(stage.asked.answered, '0');
  stage.say(settled(1)); // the room did hear it
  assert.deepEqual(await fates(sent, kept), ['unknown reset', 'open']);
  stage.time.pass(10_000);
  assert.equal(stage.asked.answered, '1', 'the count goes on from there, on a new connection');
  stage.say(settled(1), event('9-2', 2));
  assert.deepEqual([stage.sent, await fates(kept)], [[say('b')], ['event']]);
});

test('a reset amid a connection leaves its commands unknown, and the count goes on', async () => {
  const { stage, seat } = seated();
  const lost = seat.send(say('a'));
  stage.say(reset, welcome('9-1'), settled(1));
  const fresh = seat.send(say('b'));
  stage.say(event('9-2', 2));
  assert.deepEqual(await fates(lost, fresh), ['unknown reset', 'event']);
});

test('what was under way at a reset is never sent again: null keeps its place in the count', async () => {
  const { stage, seat } = seated();
  const lost = seat.send(say('a'));
  stage.say(reset, welcome('9-1'), settled(0)); // it came too late to be known by then
  const fresh = seat.send(say('b'));
  stage.cut();
  assert.equal(stage.asked.answered, '0');
  stage.say(settled(0));
  assert.deepEqual(stage.sent, [null, say('b')]);
  stage.say(rejected(1), event('9-2', 2));
  assert.deepEqual(await fates(lost, fresh), ['unknown reset', 'event']);
});

test('an event heard before is not handed out again', () => {
  const { stage } = seated();
  stage.say(event('7-2'), event('7-1'), event('7-3'));
  assert.deepEqual(stage.of('event').map(({ seq }) => seq), [1, 2, 3]);
});

test('a gap is never handed out: the seat resumes after what it heard', () => {
  const { stage } = seated();
  stage.say(event('7-4'));
  assert.equal(stage.socket.closedWith, 4000, 'not 1000, which would give up the seat');
  stage.say(event('7-5')); // the closed connection is heard no more
  stage.time.pass(10_000);
  assert.equal(stage.asked.after, '7-2');
  stage.say(event('7-3'), event('7-4'), settled(0));
  assert.deepEqual(stage.of('event').map(({ seq }) => seq), [1, 2, 3, 4]);
});

test('a room that skips events again and again is asked for its whole state', () => {
  const { stage } = seated();
  for (let i = 0; i < 3; i++) {
    stage.say(event('7-9'));
    stage.time.pass(10_000);
  }
  assert.equal(stage.asked.after, undefined);
  stage.say(welcome('7-8'), settled(0), event('7-9'));
  assert.deepEqual(stage.of('event').map(({ seq }) => seq), [1, 2, 9]);
});

test('an answer to a command that never went out is not taken for one', async () => {
  const { stage, seat } = seated();
  stage.end();
  const kept = seat.send(say('a'));
  stage.time.pass(10_000);
  stage.say(event('7-3', 1), settled(1));
  assert.deepEqual(await fates(kept), ['open']);
  stage.time.pass(10_000);
  assert.equal(stage.asked.answered, '1');
  stage.say(settled(1));
  assert.deepEqual(stage.sent, [say('a')]);
});

test('volatile frames are handed out as they came, and paused and resumed are told', () => {
  const { stage, seat } = seated();
  const bytes = new ArrayBuffer(3);
  stage.say('{"x":1}', 'not json', bytes, { type: 'paused' });
  assert.deepEqual(stage.of('volatile'), ['{"x":1}', 'not json', bytes]);
  assert.equal(seat.state, 'paused');
  stage.say({ type: 'resumed', node: 'node-2' });
  assert.deepEqual([seat.state, seat.node], ['open', 'node-2']);
  assert.deepEqual(stage.of('resumed'), [{ node: 'node-2', before: 'node-1' }]);
});

test('resumed without paused names the new node, and changes nothing else', () => {
  const { stage, seat } = seated();
  const states = stage.of('state').length;
  stage.say({ type: 'resumed', node: 'node-2' });
  assert.deepEqual([seat.state, seat.node], ['open', 'node-2']);
  assert.deepEqual(stage.of('resumed'), [{ node: 'node-2', before: 'node-1' }]);
  assert.equal(stage.of('state').length, states);
});

test('a reload takes the kept seat up, with its count and the commands that wait', () => {
  const storage = new FakeStorage();
  const { stage, seat } = seated({ storage });
  seat.send(say('a'));
  stage.say(event('7-3', 1));
  seat.send(say('b'));
  const reloaded = new Stage();
  reloaded.connect({ storage });
  assert.deepEqual(reloaded.asked, { player: 'ann', seat: 'token', answered: '1', count: '2' });
  reloaded.say(welcome('7-3'), settled(1));
  assert.deepEqual(reloaded.sent, [say('b')]);
  const other = new Stage();
  other.connect({ storage, player: 'bob' });
  assert.equal(other.asked.seat, undefined, 'another name is another seat');
});

test('close gives the seat up with 1000, and forgets it', async () => {
  const storage = new FakeStorage();
  const { stage, seat } = seated({ storage });
  const sent = seat.send(say('a'));
  seat.close();
  assert.deepEqual([seat.state, stage.socket.closedWith, storage.kept.size], ['closed', 1000, 0]);
  assert.deepEqual(await fates(sent, seat.send(say('b'))), ['unknown closed', 'rejected closed']);
  stage.time.pass(1_000_000);
  assert.equal(stage.sockets.length, 1);
});

test('another role is a new seat, asked for once the old one is given up', () => {
  const { stage, seat } = seated();
  seat.rejoin('spectator');
  assert.equal(stage.sockets.length, 1);
  stage.end(1000);
  assert.deepEqual(stage.asked, { player: 'ann', role: 'spectator' });
  stage.say(welcome('7-4', { seat: 'other' }));
  assert.equal(stage.of('welcome').at(-1).lost, null);
});

test('a handshake that fails is tried again, with a close behind its error or without', async () => {
  const { stage, seat } = seated();
  stage.end(1001, 'router-leaving');
  for (const closes of [false, true, false, true]) {
    const before = stage.sockets.length;
    stage.time.pass(10_000);
    assert.equal(stage.sockets.length, before + 1);
    stage.fail({ closes });
    await fates();
    assert.equal(seat.state, 'resuming');
  }
  stage.time.pass(10_000);
  assert.equal(stage.asked.seat, 'token');
  stage.say(settled(0));
  assert.equal(seat.state, 'open');
});

test('an error of a connection that was open waits for its close', () => {
  const { stage, seat } = seated();
  stage.socket.onerror({});
  assert.equal(seat.state, 'open');
  stage.cut(1006);
  assert.equal(stage.asked.after, '7-2');
});

test('a listener can be taken away', () => {
  const { stage, seat } = seated();
  let count = 0;
  const off = seat.on('event', () => count++);
  stage.say(event('7-3'));
  off();
  stage.say(event('7-4'));
  assert.equal(count, 1);
});

/** Lets promises that are kept be heard of. */
const settle = () => new Promise((heard) => setImmediate(heard));

test('a ticket is shown as a subprotocol, never in the url', () => {
  const stage = new Stage();
  stage.connect({ player: null, ticket: 'a.b.c' });
  assert.deepEqual(stage.socket.protocols, ['usher', 'usher.ticket.a.b.c']);
  assert.equal(stage.socket.url.href, 'ws://house/rooms/r');
});

test('without a ticket no subprotocol is asked for', () => {
  const { stage } = seated();
  assert.deepEqual(stage.socket.protocols, []);
});

test('a function is asked for a ticket on each connection', async () => {
  const stage = new Stage();
  let made = 0;
  stage.connect({ ticket: async () => `t.t.${++made}` });
  assert.equal(stage.sockets.length, 0);
  await settle();
  assert.deepEqual(stage.socket.protocols, ['usher', 'usher.ticket.t.t.1']);
  stage.say(welcome());
  stage.socket.onopen?.();
  stage.socket.onclose({ code: 1006, reason: '' });
  stage.time.pass(100);
  await settle();
  assert.deepEqual(stage.socket.protocols, ['usher', 'usher.ticket.t.t.2']);
});

test('a function that fails is asked again after a pause', async () => {
  const stage = new Stage();
  let asked = 0;
  const seat = stage.connect({ ticket: () => (++asked < 2 ? Promise.reject(new Error('no login')) : 'a.b.c') });
  await settle();
  assert.equal(stage.of('state').at(-1).reason, 'no-ticket');
  assert.equal(stage.sockets.length, 0);
  stage.time.pass(100);
  await settle();
  assert.deepEqual(stage.socket.protocols, ['usher', 'usher.ticket.a.b.c']);
  stage.say(welcome());
  assert.equal(seat.state, 'open');
});

test('a seat that is closed while its ticket is made does not connect', async () => {
  const stage = new Stage();
  const seat = stage.connect({ ticket: async () => 'a.b.c' });
  seat.close();
  await settle();
  assert.deepEqual([seat.state, stage.sockets.length], ['closed', 0]);
});

test('a seat whose ticket is refused ends with the reason', async () => {
  const stage = new Stage();
  const shown = [];
  stage.answer = (url, { headers }) => {
    shown.push(headers.Authorization);
    return Promise.resolve({ ok: false, status: 403, headers: new Map(), json: async () => ({ error: 'wrong-room' }) });
  };
  const seat = stage.connect({ ticket: 'a.b.c' });
  for (let i = 0; i < 3; i++) {
    stage.socket.onclose({ code: 1006, reason: '' });
    await settle();
    stage.time.pass(1_000);
  }
  assert.deepEqual(shown, ['Bearer a.b.c', 'Bearer a.b.c', 'Bearer a.b.c']);
  assert.deepEqual([seat.state, stage.of('closed').at(-1).reason], ['closed', 'wrong-room']);
});
