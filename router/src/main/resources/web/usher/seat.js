// A player's place in a room: one connection after another, one story.

import { CommandRejected, Commands, MAX_COMMAND_BYTES } from './commands.js';
import { SeatMemory } from './memory.js';
import { dial, freshTicket } from './ticket.js';
import { CLOCKS, GIVE_UP_AFTER_MS, REPLY_WITHIN_MS, STEADY_MS, pauseMs } from './waits.js';
import { askWhy } from './why.js';

const REFUSALS = 3; // of a handshake by a node that is there: then it is for good
const GAPS = 3; // in a row: then the whole state is asked for
const TRY_AGAIN = new Set([1001, 1005, 1006, 1012, 1013]);
const GOODBYE = 1000;
const OVER_AGAIN = 4000; // what we close with to connect anew: the seat waits

/** Each event has a `detail`: usher.d.ts says what is in it. */
export class Seat extends EventTarget {
  #state = 'connecting';
  #options;
  #env;
  #memory;
  #token = null;
  #count = 0; // connections so far
  #commands = new Commands();
  #outbox = []; // to be sent once the room has spoken
  #after = null; // the id last heard
  #seq = null;
  #asked = 0; // the `answered` of this connection
  #resumes = false; // this connection asks for a seat that we had
  #welcomed = false; // on this connection
  #speaking = false; // the room has spoken on this connection: so may we
  #lostSeat = false;
  #wasReset = false;
  #heard = null; // as #after, but kept when the seat is lost: tells a lost room from a lost seat
  #socket = null;
  #dials = 0; // attempts, those that wait for a ticket too: the newest counts
  #ticket = null; // of this connection
  #opened = false; // the handshake of this connection was answered well
  #timer; // until the next attempt, or of the reply that we wait for
  #attempt = 0;
  #refusals = 0;
  #gaps = 0;
  #spokeAt = 0;
  #failingSince = null;
  #closing = null; // why an operator closes the room, in words

  room = null;
  game = null;
  node = null;
  player = null;
  role = null;

  constructor(url, options) {
    super();
    this.#options = { url, ...options };
    this.#env = { ...CLOCKS, fetch: (...all) => fetch(...all), WebSocket: globalThis.WebSocket, ...options.env };
    if (!this.#env.WebSocket) throw new TypeError('no WebSocket here: pass one as env.WebSocket');
    const address = this.#address();
    this.#memory = new SeatMemory(`usher.seat.${address.host}${address.pathname}`, options.storage ?? null);
    this.room = options.room ?? decodeURIComponent(address.pathname.split('/').at(-1));
    this.#remember();
    this.#dial();
  }

  /** One of connecting, open, paused, resuming, closed. */
  get state() {
    return this.#state;
  }

  /** Calls back with each event's detail; returns what takes the listener away. */
  on(type, listener) {
    const heard = (event) => listener(event.detail);
    this.addEventListener(type, heard);
    return () => this.removeEventListener(type, heard);
  }

  /** Sends a command, now or as soon as the room can hear it. */
  send(body) {
    const text = JSON.stringify(body);
    if (text?.[0] !== '{') return Promise.reject(new CommandRejected('not-an-object'));
    if (new TextEncoder().encode(text).length > MAX_COMMAND_BYTES) return Promise.reject(new CommandRejected('too-large'));
    if (this.#state === 'closed') return Promise.reject(new CommandRejected('closed'));
    if (this.#commands.full) return Promise.reject(new CommandRejected('too-many-waiting'));
    const { command, answer } = this.#commands.add(text);
    this.#outbox.push(command);
    if (this.#speaking) this.#flush();
    this.#keep();
    return answer;
  }

  /** Sends a frame as it is, to a game of raw frames: now, or not at all. Whether it was sent. */
  sendRaw(data) {
    if (!this.#speaking || this.#state !== 'open') return false;
    this.#socket.send(data);
    return true;
  }

  /** Leaves for good: the room gives the seat up. */
  close() {
    if (this.#state === 'closed') return;
    this.#commands.abandon('closed', new CommandRejected('closed'));
    this.#forget();
    this.#hangUp(GOODBYE);
    this.#end({ code: GOODBYE, reason: 'player-left' });
  }

  /** Does not wait any longer for the next attempt; after a close, tries again. */
  retryNow() {
    if (this.#socket || (this.#state !== 'resuming' && this.#state !== 'closed')) return;
    this.#failingSince = null;
    this.#dial();
    this.#become('resuming', { attempt: this.#attempt });
  }

  /** Gives the seat up and asks for another, as `player` or `spectator`. */
  rejoin(role) {
    this.#options.role = role;
    const socket = this.#hangUp(null);
    this.#become('connecting');
    const again = () => {
      this.#forget();
      this.#lostSeat = false;
      this.#dial();
    };
    if (!socket || socket.readyState === 3) again();
    else {
      socket.onclose = socket.onerror = () => this.#state === 'connecting' && !this.#socket && again();
      socket.close(GOODBYE);
    }
  }

  #address() {
    const { url, room } = this.#options;
    const base = new URL(url ?? location.origin, globalThis.location?.href);
    base.protocol = base.protocol.replace('http', 'ws');
    if (room === undefined) return base;
    return new URL(`rooms/${encodeURIComponent(room)}`, base.href.replace(/[?#].*$/, '').replace(/\/?$/, '/'));
  }

  #query() {
    const { game, player, role, delay, publish } = this.#options;
    const asked = { game, player, role, delay, publish };
    if (this.#token) {
      Object.assign(asked, { seat: this.#token, after: this.#after, answered: this.#asked, count: this.#count });
    }
    return Object.entries(asked).filter(([, value]) => value !== null && value !== undefined && value !== '');
  }

  #dial() {
    this.#env.clearTimeout(this.#timer);
    this.#count++;
    this.#commands.land();
    this.#outbox = this.#commands.all;
    this.#asked = this.#commands.answered;
    this.#resumes = this.#token !== null;
    this.#welcomed = this.#speaking = this.#opened = false;
    this.#timer = this.#env.setTimeout(() => this.#over('no-reply'), REPLY_WITHIN_MS);
    const { ticket } = this.#options;
    if (typeof ticket !== 'function') {
      this.#open(ticket ?? null);
      return;
    }
    const mine = ++this.#dials;
    freshTicket(ticket).then((fresh) => mine === this.#dials && this.#open(fresh))
      .catch(() => mine === this.#dials && this.#over('no-ticket'));
  }

  #open(ticket) {
    this.#ticket = ticket;
    const url = this.#address();
    for (const [name, value] of this.#query()) url.searchParams.set(name, String(value));
    const socket = dial(this.#env.WebSocket, url.href, ticket);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => void (this.#opened ||= this.#socket === socket);
    // Node.js before 24 says no close of a handshake that failed; of what was open, a close follows.
    socket.onerror = () => this.#socket === socket && !this.#opened && this.#lost({ code: 1006, reason: '' });
    socket.onmessage = ({ data }) => this.#socket === socket && this.#hear(data);
    socket.onclose = (close) => this.#socket === socket && this.#lost(close);
    this.#keep();
  }

  /** Ends this connection for another one. */
  #over(reason) {
    this.#hangUp(OVER_AGAIN);
    this.#opened = true;
    this.#lost({ code: 1006, reason });
  }

  /** Hears this socket no more; closes it, unless the code is null. */
  #hangUp(code) {
    const socket = this.#socket;
    this.#dials++;
    this.#env.clearTimeout(this.#timer);
    this.#socket = null;
    this.#speaking = false;
    if (code !== null) socket?.close(code);
    return socket;
  }

  #lost({ code, reason }) {
    const now = this.#env.now();
    if (this.#speaking && now - this.#spokeAt >= STEADY_MS) this.#attempt = 0;
    this.#hangUp(null);
    this.#failingSince ??= now;
    if (reason === 'bad-seat' && this.#token) {
      this.#forget();
      this.#dial();
    } else if (this.#opened && !TRY_AGAIN.has(code)) this.#end({ code, reason, ...(this.#closing && { message: this.#closing }) });
    else if (now - this.#failingSince > GIVE_UP_AFTER_MS) this.#end({ code, reason: 'gave-up' });
    else if (this.#opened) this.#retry({ code, reason });
    else this.#refused();
  }

  #retry(detail, hintMs = 0) {
    const retryInMs = pauseMs({ attempt: this.#attempt++, code: detail.code, hintMs, random: this.#env.random });
    this.#timer = this.#env.setTimeout(() => this.#dial(), retryInMs);
    this.#become('resuming', { ...detail, retryInMs, attempt: this.#attempt });
  }

  /** The handshake failed. A socket does not say why, but a plain request is answered with a reason. */
  async #refused() {
    this.#become('resuming', { reason: '', attempt: this.#attempt });
    const why = await askWhy(this.#address(), this.#env.fetch, this.#ticket);
    if (this.#socket || this.#state !== 'resuming') return; // in the meantime someone was quicker
    this.#refusals = why.up ? this.#refusals + 1 : 0;
    if (this.#refusals >= REFUSALS) {
      this.#refusals = 0;
      if (!this.#token) {
        this.#end({ code: 1006, reason: why.reason || 'refused' });
        return;
      }
      this.#forget(); // perhaps it is our seat that is unwelcome
    }
    this.#retry({ code: 1006, reason: why.reason }, why.hintMs);
  }

  #hear(data) {
    const frame = typeof data === 'string' ? read(data) : null;
    switch (frame?.type) {
      case 'welcome': return this.#welcome(frame);
      case 'event': return this.#event(frame);
      case 'rejected': return this.#answered(() => this.#commands.refuse(frame.n, frame.reason));
      case 'done': return this.#answered(() => this.#commands.accept(frame.n, frame));
      case 'settled': return this.#settled(frame.n);
      case 'closing': return void (this.#closing = frame.message);
      case 'paused': return this.#become('paused', {}, () => this.#emit('paused', {}));
      case 'resumed': return this.#resumed(frame.node);
      case 'reset': return this.#reset();
      case 'viewers': return this.#emit('viewers', frame);
      case 'waiting': return this.#emit('waiting', frame);
      default: return this.#emit('volatile', data);
    }
  }

  #reset() {
    this.#wasReset = true;
    // In the reply to a connection nothing of ours is under way; later, what is keeps its place in the count.
    if (this.#speaking) this.#commands.abandon('reset');
    else {
      this.#commands.reset(this.#asked);
      this.#outbox = [];
    }
    this.#keep();
    this.#emit('reset', {});
  }

  #welcome(frame) {
    const newSeat = this.#token !== null && frame.seat !== this.#token;
    const lost = this.#wasReset || newSeat || this.#lostSeat ? this.#whatIsLost(frame) : null;
    if (newSeat && !this.#wasReset) this.#reset();
    const before = this.node;
    this.#token = frame.seat;
    this.#after = this.#heard = frame.id;
    this.#seq = frame.seq;
    this.#wasReset = this.#lostSeat = false;
    this.#welcomed = true;
    Object.assign(this, { game: frame.game, node: frame.node, player: frame.player, role: frame.role });
    if (!this.#resumes || this.#commands.floating) this.#speak();
    this.#keep();
    this.#emit('welcome', { frame, lost, before });
  }

  /** Ids are epoch-seq: in the epoch that we know, at or past what we heard, the room went on. */
  #whatIsLost(frame) {
    if (!this.#heard) return 'room';
    const [epoch, seq] = this.#heard.split('-').map(Number);
    const [nowEpoch, nowSeq] = frame.id.split('-').map(Number);
    return epoch === nowEpoch && nowSeq >= seq ? 'seat' : 'room';
  }

  #event(frame) {
    if (this.#seq !== null && frame.seq <= this.#seq) return; // heard before
    if (this.#seq === null || frame.seq !== this.#seq + 1) {
      if (++this.#gaps >= GAPS) this.#after = null; // then a welcome comes
      this.#over('gap');
      return;
    }
    this.#gaps = 0;
    this.#seq = frame.seq;
    this.#after = this.#heard = frame.id;
    this.#emit('event', frame);
    this.#answered(() => frame.n === undefined || this.#commands.accept(frame.n, frame));
  }

  #answered(take) {
    take();
    this.#keep();
  }

  #settled(n) {
    // The room counted more than we sent, as we lost count: what is new goes on from there, on a new connection.
    if (!this.#commands.floating && n > this.#commands.lastSent) {
      this.#commands.goOnFrom(n + 1);
      this.#over('counted-on');
      return;
    }
    this.#commands.settle(n);
    if (this.#speaking) this.#keep();
    else {
      this.#speak();
      if (!this.#welcomed) this.#emit('resumed', { node: this.node, before: this.node });
    }
  }

  #resumed(node) {
    const before = this.node;
    this.node = node ?? before;
    this.#emit('resumed', { node: this.node, before });
    if (this.#speaking && this.#state !== 'open') this.#become('open');
  }

  /** The room has spoken: what waits can go out, from the n after `answered` on, as it counts by order. */
  #speak() {
    this.#env.clearTimeout(this.#timer);
    this.#speaking = true;
    this.#spokeAt = this.#env.now();
    this.#failingSince = null;
    this.#refusals = 0;
    this.#flush();
    this.#keep();
    this.#become('open');
  }

  #flush() {
    for (const command of this.#outbox.splice(0)) {
      command.sent = true;
      this.#socket.send(command.text);
    }
  }

  #end(detail) {
    this.#commands.abandon('closed', new CommandRejected('closed'));
    if (this.#token) this.#keep();
    this.#become('closed', detail, () => this.#emit('closed', detail));
  }

  /** Forgets who sat here, so that the next attempt asks for a new seat. */
  #forget() {
    this.#lostSeat = this.#token !== null;
    this.#commands.abandon('a new seat');
    this.#commands = new Commands();
    this.#token = this.#after = this.#seq = null;
    this.#count = 0;
    this.#memory.forget();
  }

  #remember() {
    const kept = this.#memory.read(this.#options.player ?? null);
    if (!kept) return;
    this.#token = kept.token;
    this.#count = kept.count;
    this.#commands = new Commands(kept);
  }

  #keep() {
    if (!this.#token) return;
    const waiting = this.#commands.all.map(({ text, sent }) => ({ text, sent }));
    this.#memory.write({ token: this.#token, player: this.#options.player ?? null, count: this.#count,
      answered: this.#commands.answered, waiting });
  }

  #become(state, detail = {}, tell = () => {}) {
    this.#state = state;
    tell();
    this.#emit('state', { state, ...detail });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
