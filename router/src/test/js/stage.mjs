// A stage for seats: time that a test moves, sockets that a test plays the room's part of.

import { connect } from '../../main/resources/web/usher.js';

/** Time stands still until `pass` moves it. */
class Time {
  nowMs = 1_000;
  #timers = new Map();
  #last = 0;

  setTimeout = (run, ms) => {
    this.#timers.set(++this.#last, { at: this.nowMs + ms, run });
    return this.#last;
  };

  clearTimeout = (id) => this.#timers.delete(id);

  now = () => this.nowMs;

  /** Moves on by so many ms, and runs what is due. */
  pass(ms) {
    const end = this.nowMs + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.nowMs = due[1].at;
      due[1].run();
    }
    this.nowMs = end;
  }
}

export class FakeStorage {
  kept = new Map();
  getItem = (key) => this.kept.get(key) ?? null;
  setItem = (key, value) => this.kept.set(key, value);
  removeItem = (key) => this.kept.delete(key);
}

export class Stage {
  time = new Time();
  sockets = [];
  random = 0.5;
  answer = () => Promise.reject(new Error('nobody answers'));
  heard = []; // [type, detail] of all events, in order

  constructor() {
    const stage = this;
    this.WebSocket = class {
      readyState = 0;
      sent = [];
      closedWith = null;

      constructor(url, protocols = []) {
        this.url = new URL(url);
        this.protocols = protocols;
        stage.sockets.push(this);
      }

      send(text) {
        this.sent.push(JSON.parse(text));
      }

      close(code) {
        this.closedWith = code;
        this.readyState = 2;
      }
    };
  }

  connect(options = {}) {
    const { setTimeout, clearTimeout, now } = this.time;
    const seat = connect(options.url ?? 'http://house', { room: 'r', player: 'ann', ...options,
      env: { WebSocket: this.WebSocket, fetch: (url, init) => this.answer(url, init), random: () => this.random, setTimeout,
        clearTimeout, now } });
    const { send } = seat;
    seat.send = (body) => {
      const answer = send.call(seat, body);
      answer.catch(() => {}); // a test looks at it later
      return answer;
    };
    for (const type of ['welcome', 'event', 'volatile', 'reset', 'paused', 'resumed', 'closed', 'state']) {
      seat.on(type, (detail) => this.heard.push([type, detail]));
    }
    return seat;
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** The parameters of the last connection. */
  get asked() {
    return Object.fromEntries(this.socket.url.searchParams);
  }

  get sent() {
    return this.socket.sent;
  }

  open(socket = this.socket) {
    socket.readyState = 1;
    socket.onopen?.();
  }

  /** The room says these frames on the last connection. */
  say(...frames) {
    const { socket } = this;
    if (socket.readyState === 0) this.open();
    for (const frame of frames) socket.onmessage?.({ data: typeof frame === 'object' && !(frame instanceof ArrayBuffer) ? JSON.stringify(frame) : frame });
  }

  /** The last connection ends. */
  end(code = 1006, reason = '') {
    this.socket.readyState = 3;
    this.socket.onclose?.({ code, reason });
  }

  /** The last connection's handshake fails; not all of Node.js say a close of it, nor that it is over. */
  fail({ closes }) {
    const { socket } = this;
    if (closes) socket.readyState = 3;
    socket.onerror?.({});
    if (closes) socket.onclose?.({ code: 1006, reason: '' });
  }

  /** The last connection ends, and the pause before the next passes. */
  cut(code, reason) {
    const before = this.sockets.length;
    this.end(code, reason);
    this.time.pass(10_000);
    if (this.sockets.length !== before + 1) throw new Error('no new connection');
  }

  of(type) {
    return this.heard.filter(([heard]) => heard === type).map(([, detail]) => detail);
  }
}

export const welcome = (id = '7-0', more = {}) => ({ type: 'welcome', room: 'r', game: 'chat', node: 'node-1', seat: 'token',
  player: 'ann', role: 'player', id, seq: Number(id.split('-')[1]), state: { players: [], seats: 1, game: {} }, ...more });
export const event = (id, n, body = { say: id }) => ({ type: 'event', id, seq: Number(id.split('-')[1]), by: 'ann', n, event: body });
export const rejected = (n, reason = 'no') => ({ type: 'rejected', n, reason });
export const done = (n) => ({ type: 'done', n });
export const settled = (n) => ({ type: 'settled', n });
export const reset = { type: 'reset' };

/** How promises stand, after all that could run has run: the frame's type, `rejected reason`, `unknown reason`, or `open`. */
export async function fates(...promises) {
  await new Promise((resolve) => setImmediate(resolve));
  const open = Symbol('open');
  return Promise.all(promises.map((promise) => Promise.race([promise, Promise.resolve(open)]).then(
    (value) => (value === open ? 'open' : value.type),
    (error) => `${error.name.replace('Command', '').toLowerCase()} ${error.reason}`)));
}
