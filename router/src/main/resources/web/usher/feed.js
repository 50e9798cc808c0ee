// Topics over one connection at /feeds, which is made again when it is lost.

import { dial, freshTicket } from './ticket.js';
import { REPLY_WITHIN_MS, STEADY_MS, pauseMs } from './waits.js';

const TOPICS_A_COMMAND = 50; // so that a command stays short

export class Feed {
  #address;
  #ticket;
  #topics = new Map(); // topic -> set of listeners
  #states = new Set();
  #socket = null;
  #live = false; // the welcome was heard: commands may be sent
  #timer = null; // until the next attempt, or of the welcome that we wait for
  #dials = 0; // attempts, those that wait for a ticket too: the newest counts
  #attempt = 0;
  #openedAt = 0;
  #closed = false;

  constructor(url, { player, ticket } = {}) {
    this.#address = new URL('/feeds', url);
    this.#address.protocol = this.#address.protocol.replace('http', 'ws');
    if (player) this.#address.searchParams.set('player', player);
    this.#ticket = ticket;
    this.#connect();
  }

  /** `connecting`, `open` or `closed`. */
  get state() {
    if (this.#closed) return 'closed';
    return this.#live ? 'open' : 'connecting';
  }

  /**
   * Listens to a topic: `heard(message, {retained})` for each message, `gap()` where some may have been missed, and
   * `rejected(reason)` if the topic cannot be had. Returns what ends it.
   */
  subscribe(topic, heard, { gap, rejected } = {}) {
    const listener = { heard, gap, rejected };
    let listeners = this.#topics.get(topic);
    if (!listeners) {
      listeners = new Set();
      this.#topics.set(topic, listeners);
      this.#say('subscribe', [topic]);
    }
    listeners.add(listener);
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0 || this.#topics.get(topic) !== listeners) return;
      this.#topics.delete(topic);
      this.#say('unsubscribe', [topic]);
    };
  }

  /** `told(state)` whenever it changes. Returns what ends it. */
  onState(told) {
    this.#states.add(told);
    return () => this.#states.delete(told);
  }

  close() {
    this.#closed = true;
    this.#dials++;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#tell();
  }

  #connect() {
    this.#openedAt = Date.now();
    this.#timer = setTimeout(() => this.#over(), REPLY_WITHIN_MS);
    if (typeof this.#ticket !== 'function') {
      this.#open(this.#ticket ?? null);
      return;
    }
    const mine = ++this.#dials;
    freshTicket(this.#ticket).then((ticket) => mine === this.#dials && this.#open(ticket))
      .catch(() => mine === this.#dials && this.#ended(1006));
  }

  #open(ticket) {
    const socket = dial(WebSocket, this.#address, ticket);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#socket === socket && this.#heard(JSON.parse(data));
    socket.onclose = ({ code }) => this.#socket === socket && this.#ended(code);
    // Node.js before 24 says no close of a handshake that failed.
    socket.onerror = () => this.#socket === socket && !this.#live && this.#ended(1006);
  }

  /** Nothing came: another connection may do better. */
  #over() {
    const socket = this.#socket;
    this.#ended(1006);
    socket?.close();
  }

  #heard(frame) {
    if (frame.type === 'welcome' && !this.#live) {
      this.#live = true;
      clearTimeout(this.#timer);
      this.#tell();
      this.#say('subscribe', [...this.#topics.keys()]);
    } else if (frame.type === 'message') {
      const retained = frame.retained === true;
      this.#each(frame.topic, ({ heard }) => heard(frame.message, { retained }));
    } else if (frame.type === 'gap') {
      this.#each(frame.topic, ({ gap }) => gap?.());
    } else if (frame.type === 'rejected') {
      for (const topic of this.#topics.keys()) this.#each(topic, ({ rejected }) => rejected?.(frame.reason));
    }
  }

  #ended(code) {
    const wasLive = this.#live;
    this.#live = false;
    this.#socket = null;
    this.#dials++;
    clearTimeout(this.#timer);
    if (this.#closed) return;
    if (wasLive) for (const topic of this.#topics.keys()) this.#each(topic, ({ gap }) => gap?.());
    if (wasLive && Date.now() - this.#openedAt > STEADY_MS) this.#attempt = 0;
    this.#tell();
    this.#timer = setTimeout(() => this.#connect(), pauseMs({ attempt: this.#attempt++, code, random: Math.random }));
  }

  #say(verb, topics) {
    if (!this.#live) return;
    for (let from = 0; from < topics.length; from += TOPICS_A_COMMAND) {
      this.#socket.send(JSON.stringify({ [verb]: topics.slice(from, from + TOPICS_A_COMMAND) }));
    }
  }

  #each(topic, tell) {
    for (const listener of [...(this.#topics.get(topic) ?? [])]) tell(listener);
  }

  #tell() {
    for (const told of this.#states) told(this.state);
  }
}
