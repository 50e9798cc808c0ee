// When a seat comes back, how long it waits, and where its bounds are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_COMMAND_BYTES, MAX_WAITING } from '../../main/resources/web/usher.js';
import { GIVE_UP_AFTER_MS, REPLY_WITHIN_MS, STEADY_MS } from '../../main/resources/web/usher/waits.js';
import { Stage, event, fates, settled, welcome } from './stage.mjs';

function seated() {
  const stage = new Stage();
  const seat = stage.connect();
  stage.say(welcome());
  return { stage, seat };
}

const lastState = (stage) => stage.of('state').at(-1);

for (const code of [1001, 1005, 1006, 1012, 1013]) {
  test(`close code ${code} is resumed`, () => {
    const { stage, seat } = seated();
    stage.end(code, 'word');
    assert.equal(seat.state, 'resuming');
    assert.equal(lastState(stage).reason, 'word');
    stage.time.pass(10_000);
    assert.equal(stage.asked.seat, 'token');
  });
}

for (const code of [1000, 1002, 1003, 1007, 1008, 1009, 1011]) {
  test(`close code ${code} is for good, until someone asks again`, async () => {
    const { stage, seat } = seated();
    const sent = seat.send({ say: 'a' });
    stage.end(code, 'word');
    assert.equal(seat.state, 'closed');
    assert.deepEqual(stage.of('closed'), [{ code, reason: 'word' }]);
    stage.time.pass(GIVE_UP_AFTER_MS);
    assert.equal(stage.sockets.length, 1);
    assert.deepEqual(await fates(sent), ['unknown closed']);
    seat.retryNow();
    assert.deepEqual([stage.asked.seat, stage.asked.answered], ['token', '0']);
    stage.say(settled(1));
    const fresh = seat.send({ say: 'b' });
    assert.deepEqual(stage.sent, [null, { say: 'b' }], 'what was given up is not carried out late');
    stage.say(event('7-1', 2));
    assert.deepEqual(await fates(fresh), ['event']);
  });
}

test('pauses double from 60 ms to 5 s, and never leave their bounds', () => {
  for (const random of [0, 0.5, 0.999]) {
    const { stage } = seated();
    stage.random = random;
    const full = [60, 300, 600, 1200, 2400, 4800, 5000, 5000];
    for (const step of full) {
      stage.end(1012);
      const { retryInMs } = lastState(stage);
      assert.ok(retryInMs >= step / 2 && retryInMs <= Math.min(5_000, step * 1.5), `${retryInMs} for ${step}`);
      stage.time.pass(retryInMs - 1);
      const before = stage.sockets.length;
      stage.time.pass(1);
      assert.equal(stage.sockets.length, before + 1);
      stage.say(settled(0));
    }
  }
});

test('a connection that lasted lets the pauses begin anew', () => {
  const { stage } = seated();
  for (let i = 0; i < 4; i++) {
    stage.cut(1006);
    stage.say(settled(0));
  }
  stage.time.pass(STEADY_MS);
  stage.end(1006);
  assert.equal(lastState(stage).retryInMs, 60);
});

test('after a bound was reached the first pause is longer', () => {
  const { stage } = seated();
  stage.end(1013, 'too-fast');
  assert.equal(lastState(stage).retryInMs, 1200);
});

test('a connection on which the room says nothing is given up for another', () => {
  const { stage, seat } = seated();
  stage.cut(1006);
  stage.open();
  stage.time.pass(REPLY_WITHIN_MS - 10_000);
  assert.equal(seat.state, 'resuming');
  stage.time.pass(10_000);
  assert.equal(stage.sockets[1].closedWith, 4000);
  assert.equal(stage.sockets.length, 3);
});

test('attempts in vain end after ten minutes', () => {
  const { stage, seat } = seated();
  stage.end(1006);
  for (let i = 0; i < 1_000 && seat.state !== 'closed'; i++) {
    stage.time.pass(5_000);
    stage.open();
    stage.end(1012, 'no-node');
  }
  assert.deepEqual([seat.state, lastState(stage).reason], ['closed', 'gave-up']);
  assert.ok(stage.time.nowMs > GIVE_UP_AFTER_MS && stage.time.nowMs < GIVE_UP_AFTER_MS + 20_000);
});

test('a refused handshake asks why, and waits as long as the router says', async () => {
  const { stage } = seated();
  stage.answer = (url) => {
    assert.equal(url, 'http://house/rooms/r');
    return Promise.resolve({ ok: false, status: 503, headers: new Map([['Retry-After', '2']]), json: async () => ({ error: 'no-node' }) });
  };
  stage.cut(1006);
  stage.end(1006);
  await fates();
  const { reason, retryInMs } = lastState(stage);
  assert.deepEqual([reason, retryInMs], ['no-node', 2000]);
});

test('a seat that is refused three times by a room that is there is given up for a new one', async () => {
  const { stage, seat } = seated();
  const sent = seat.send({ say: 'a' });
  stage.answer = () => Promise.resolve({ ok: true, status: 200 });
  stage.cut(1006);
  for (let i = 0; i < 3; i++) {
    assert.equal(stage.asked.seat, 'token');
    stage.end(1006);
    await fates();
    stage.time.pass(10_000);
  }
  assert.equal(stage.asked.seat, undefined);
  assert.deepEqual(await fates(sent), ['unknown a new seat']);
  stage.say(welcome('7-4', { seat: 'other' }));
  assert.equal(stage.of('welcome').at(-1).lost, 'seat');
});

test('a new player who is refused three times by a room that is there is told so', async () => {
  const stage = new Stage();
  const seat = stage.connect();
  stage.answer = () => Promise.resolve({ ok: false, status: 404 });
  for (let i = 0; i < 3; i++) {
    stage.end(1006);
    await fates();
    stage.time.pass(10_000);
  }
  assert.deepEqual([seat.state, lastState(stage).reason], ['closed', 'refused']);
});

test('a token that is not taken any more is given up at once', () => {
  const { stage } = seated();
  stage.end(1008, 'bad-seat');
  assert.equal(stage.sockets.length, 2);
  assert.equal(stage.asked.seat, undefined);
});

test('a seat that another connection took over can be taken back by hand', () => {
  const { stage, seat } = seated();
  stage.end(1008, 'seat-taken-over');
  assert.equal(seat.state, 'closed');
  seat.retryNow();
  assert.deepEqual([stage.asked.seat, stage.asked.count], ['token', '2']);
});

test('a hurry does not wait for the next attempt', () => {
  const { stage, seat } = seated();
  stage.end(1006);
  seat.retryNow();
  assert.equal(stage.sockets.length, 2);
  seat.retryNow();
  stage.time.pass(10_000);
  assert.equal(stage.sockets.length, 2);
});

test('more commands than may wait are refused, and the others go out', async () => {
  const stage = new Stage();
  const seat = stage.connect();
  const waiting = Array.from({ length: MAX_WAITING }, (_, i) => seat.send({ i }));
  assert.deepEqual(await fates(seat.send({ i: 'one more' })), ['rejected too-many-waiting']);
  stage.say(welcome());
  assert.equal(stage.sent.length, MAX_WAITING);
  stage.say(event('7-1', 1));
  assert.deepEqual(await fates(waiting[0]), ['event']);
  seat.send({ i: 'room again' });
  assert.equal(stage.sent.length, MAX_WAITING + 1);
});

test('what the room would never take is not sent', async () => {
  const { stage, seat } = seated();
  const long = seat.send({ say: 'é'.repeat(MAX_COMMAND_BYTES / 2) });
  assert.deepEqual(await fates(long, seat.send('hi'), seat.send([1]), seat.send(undefined)),
    ['rejected too-large', 'rejected not-an-object', 'rejected not-an-object', 'rejected not-an-object']);
  assert.deepEqual(stage.sent, []);
});

test('a place without WebSocket is told what is missing', () => {
  const stage = new Stage();
  stage.WebSocket = undefined;
  assert.throws(() => stage.connect(), /pass one as env.WebSocket/);
});
