// Topics over many connections.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { feeds } from '../../main/resources/web/usher.js';
import { REPLY_WITHIN_MS } from '../../main/resources/web/usher/waits.js';
import { Stage, fates } from './stage.mjs';

const ours = globalThis.WebSocket;
let stage;

beforeEach(() => {
  stage = new Stage();
  globalThis.WebSocket = stage.WebSocket;
  mock.timers.enable({ apis: ['setTimeout'] });
});

afterEach(() => {
  mock.timers.reset();
  globalThis.WebSocket = ours;
});

test('topics are asked for after the welcome, and again on the next connection', () => {
  const feed = feeds('http://house');
  const heard = [];
  feed.subscribe('price', (message) => heard.push(message), { gap: () => heard.push('gap') });
  assert.deepEqual([feed.state, stage.sent], ['connecting', []]);
  stage.say({ type: 'welcome' }, { type: 'message', topic: 'price', message: 1 });
  stage.end(1001);
  mock.timers.tick(10_000);
  stage.say({ type: 'welcome' }, { type: 'message', topic: 'price', message: 2 });
  assert.deepEqual([feed.state, stage.sent, heard], ['open', [{ subscribe: ['price'] }], [1, 'gap', 2]]);
  feed.close();
});

test('a handshake that fails is tried again, once, with a close behind its error or without', () => {
  const feed = feeds('http://house');
  for (let failed = 1; failed <= 6; failed++) {
    stage.fail({ closes: failed % 2 === 0 });
    mock.timers.tick(10_000);
    assert.deepEqual([feed.state, stage.sockets.length], ['connecting', failed + 1]);
  }
  stage.say({ type: 'welcome' });
  assert.equal(feed.state, 'open');
  feed.close();
});

test('a connection on which no welcome comes is given up for another', () => {
  const feed = feeds('http://house');
  stage.open();
  mock.timers.tick(REPLY_WITHIN_MS);
  mock.timers.tick(10_000);
  assert.equal(stage.sockets.length, 2);
  stage.sockets[0].onmessage({ data: '{"type":"welcome"}' });
  stage.sockets[0].onclose({ code: 1006 });
  assert.equal(feed.state, 'connecting', 'the first is heard no more');
  stage.say({ type: 'welcome' });
  mock.timers.tick(REPLY_WITHIN_MS);
  assert.deepEqual([feed.state, stage.sockets.length], ['open', 2]);
  feed.close();
});

test('a ticket that comes too late opens nothing', async () => {
  const waiting = [];
  const feed = feeds('http://house', { ticket: () => new Promise((resolve) => waiting.push(resolve)) });
  mock.timers.tick(REPLY_WITHIN_MS);
  mock.timers.tick(10_000);
  waiting[0]('late');
  waiting[1]('fresh');
  await fates();
  assert.deepEqual(stage.sockets.map(({ protocols }) => protocols.at(-1)), ['usher.ticket.fresh']);
  feed.close();
});
