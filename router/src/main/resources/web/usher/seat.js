// A player's seat in a room: one socket after another, one story.

import { waitMs } from './backoff.js';
import { Commands, UNKNOWN } from './commands.js';
import { SeatMemory } from './memory.js';
import { askWhy } from './why.js';

const GIVE_UP_AFTER_MS = 10 * 60_000; // of vain attempts
const REFUSALS = 3; // by a node that is there, then it is for good
const LONGEST_HINT_MS = 10_000;
const FINAL = new Set([1008]); // closed for good: not allowed

/**
 * Takes a seat and holds on to it. Events, each with `detail`:
 * - `status`   {status, code?, reason?, retryInMs?}; status is one of
 *   connecting, seated, paused, reconnecting, closed
 * - `welcome`  {frame, lost, before}: the room's state; `lost` says what is gone: the 'room' with
 *   its state, only our 'seat' in it, or null; `before` is the node that served the room, or null
 * - `back`     {node, before}: resumed without a new welcome
 * - `event`    the event frame
 * - `volatile` a frame that is not ours to read
 */
export class Seat extends EventTarget {
  status = 'connecting';
  player = null;
  node = null;

  #options;
  #memory;
  #token;
  #count;
  #commands;
  #lastId = null;
  #socket = null;
  #timer = 0;
  #attempt = 0;
  #failingSince = 0;
  #opened = false; // this socket's handshake was answered well
  #refusals = 0; // in a row, by a node that is there
  #reset = false;
  #open = false; // the room has spoken on this socket: we may speak
  #resending = [];

  constructor({ room, game, player, role, origin = location.origin, storage = sessionStorage }) {
    super();
    this.#options = { room, game, player, role, origin };
    this.#memory = new SeatMemory(room, storage);
    const kept = this.#memory.read();
    const mine = kept.token !== null && kept.player === player;
    this.#token = mine ? kept.token : null;
    this.#count = mine ? kept.count : 0;
    this.#commands = mine ? new Commands(kept.answered, kept.waiting) : new Commands();
  }

  connect() {
    this.#dial();
    return this;
  }

  /** Sends a command now or as soon as the room can hear it. Settles with its event, or a Refused. */
  command(body) {
    const answer = this.#commands.add(body);
    if (this.#open) this.#socket.send(JSON.stringify(body));
    else this.#resending.push(body);
    this.#keep();
    return answer;
  }

  /** Does not wait any longer for the next attempt. */
  retryNow() {
    if (this.status !== 'reconnecting' && this.status !== 'closed') return;
    if (this.#socket) return;
    clearTimeout(this.#timer);
    this.#failingSince = 0;
    this.#dial();
  }

  /** Forgets who sat here, so that the next attempt asks for a new seat. */
  forgetSeat() {
    this.#token = null;
    this.#count = 0;
    this.#lastId = null;
    this.#commands.abandon('a new seat');
    this.#memory.forget();
  }

  /** Gives the seat up and asks for another, as a player (null) or a spectator. */
  rejoin(role) {
    this.#options.role = role;
    clearTimeout(this.#timer);
    const again = () => {
      this.forgetSeat();
      this.#dial();
    };
    const socket = this.#socket;
    this.#socket = null;
    this.#open = false;
    this.#become('connecting', {});
    if (!socket || socket.readyState === WebSocket.CLOSED) again();
    else {
      socket.onclose = again;
      socket.close(1000);
    }
  }

  /** Leaves for good: the node gives the seat up. */
  leave() {
    clearTimeout(this.#timer);
    this.#memory.forget();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    this.status = 'closed';
  }

  #dial() {
    const { room, game, player, role, origin } = this.#options;
    const url = new URL(`/rooms/${encodeURIComponent(room)}`, origin);
    url.protocol = url.protocol.replace('http', 'ws');
    const query = url.searchParams;
    if (game) query.set('game', game);
    if (player) query.set('player', player);
    if (role) query.set('role', role);
    this.#count++;
    if (this.#token) {
      query.set('seat', this.#token);
      if (this.#lastId) query.set('after', this.#lastId);
      query.set('answered', String(this.#commands.answered));
      query.set('count', String(this.#count));
    }
    this.#open = false;
    this.#resending = this.#token ? this.#commands.bodies : [];
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#opened = false;
    socket.onopen = () => {
      this.#opened = true;
    };
    socket.onmessage = (message) => this.#socket === socket && this.#hear(message.data);
    socket.onclose = (close) => this.#socket === socket && this.#lost(close);
  }

  async #lost({ code, reason }) {
    this.#socket = null;
    this.#open = false;
    this.#failingSince ||= performance.now();
    if (reason === 'bad-seat' && this.#token) {
      this.forgetSeat();
      this.#dial();
    } else if (FINAL.has(code)) this.#become('closed', { code, reason });
    else if (performance.now() - this.#failingSince > GIVE_UP_AFTER_MS) this.#become('closed', { code, reason: 'gave-up' });
    else if (this.#opened) this.#retry({ code, reason, retryInMs: waitMs(this.#attempt++) });
    else await this.#refused();
  }

  #retry(detail) {
    this.#timer = setTimeout(() => this.#dial(), detail.retryInMs);
    this.#become('reconnecting', { ...detail, attempt: this.#attempt });
  }

  /** The handshake failed: finds out why, and what helps. */
  async #refused() {
    this.#become('reconnecting', { reason: '', attempt: this.#attempt });
    const { room, origin } = this.#options;
    const why = await askWhy(room, origin);
    if (this.#socket || this.status !== 'reconnecting') return; // in the meantime someone was quicker
    this.#refusals = why.up ? this.#refusals + 1 : 0;
    if (this.#refusals >= REFUSALS) {
      this.#refusals = 0;
      if (!this.#token) {
        this.#become('closed', { reason: 'refused' });
        return;
      }
      this.forgetSeat(); // perhaps it is our seat that is unwelcome
    }
    const retryInMs = Math.max(waitMs(this.#attempt++), Math.min(why.retryInMs ?? 0, LONGEST_HINT_MS));
    this.#retry({ reason: why.reason ?? '', retryInMs });
  }

  #hear(data) {
    let frame = null;
    try {
      frame = JSON.parse(data);
    } catch {
      // Not ours to read.
    }
    const hear = { welcome: this.#welcome, event: this.#event, rejected: this.#rejected, done: this.#done,
      settled: this.#settled, paused: this.#paused, resumed: this.#resumed, reset: this.#wasReset }[frame?.type];
    if (hear) hear.call(this, frame);
    else this.dispatchEvent(new CustomEvent('volatile', { detail: data }));
  }

  #welcome(frame) {
    const newSeat = this.#token !== null && frame.seat !== this.#token;
    const lost = this.#reset || newSeat ? this.#whatIsLost(frame) : null;
    if (lost) {
      this.#commands.abandon(UNKNOWN); // what waited may have taken effect or not: never again
      this.#resending = [];
    }
    this.#token = frame.seat ?? this.#token;
    this.#reset = false;
    const before = this.node;
    this.node = frame.node;
    this.player = frame.player ?? this.#options.player;
    this.#lastId = frame.id ?? null;
    this.#speak();
    this.dispatchEvent(new CustomEvent('welcome', { detail: { frame, lost, before } }));
  }

  /** Ids are epoch-seq: in the epoch that we know, at or past what we heard, the room went on. */
  #whatIsLost(frame) {
    if (!this.#lastId || !frame.id) return 'room';
    const [epoch, seq] = this.#lastId.split('-').map(Number);
    const [nowEpoch, nowSeq] = frame.id.split('-').map(Number);
    return epoch === nowEpoch && nowSeq >= seq ? 'seat' : 'room';
  }

  #event(frame) {
    if (frame.id) this.#lastId = frame.id;
    this.dispatchEvent(new CustomEvent('event', { detail: frame }));
    if (frame.n !== undefined) this.#commands.accept(frame.n, frame.event);
    this.#keep();
  }

  #rejected(frame) {
    this.#commands.refuse(frame.n, frame.reason);
    this.#keep();
  }

  #done(frame) {
    this.#commands.accept(frame.n, null);
    this.#keep();
  }

  #settled(frame) {
    this.#commands.settle(frame.n);
    if (!this.#open) {
      const before = this.node;
      this.#speak();
      this.dispatchEvent(new CustomEvent('back', { detail: { node: this.node, before } }));
    }
    this.#keep();
  }

  #paused() {
    this.#become('paused', {});
  }

  #resumed(frame) {
    const before = this.node;
    this.node = frame.node ?? this.node;
    this.dispatchEvent(new CustomEvent('back', { detail: { node: this.node, before } }));
    this.#become('seated', {});
  }

  #wasReset() {
    this.#reset = true;
  }

  /** The room has spoken: what waits can go out. */
  #speak() {
    this.#open = true;
    this.#attempt = 0;
    this.#refusals = 0;
    this.#failingSince = 0;
    for (const body of this.#resending) this.#socket.send(JSON.stringify(body));
    this.#resending = [];
    this.#keep();
    this.#become('seated', {});
  }

  #keep() {
    this.#memory.write({ token: this.#token, player: this.#options.player, count: this.#count,
      answered: this.#commands.answered, waiting: this.#commands.bodies });
  }

  #become(status, detail) {
    this.status = status;
    this.dispatchEvent(new CustomEvent('status', { detail: { status, ...detail } }));
  }
}
