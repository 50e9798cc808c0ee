// The stream of events: read by fetch, so that the token is a header, and made anew when it ends.

import { headers, token } from './api.js';

const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 10_000;
const SILENT_MS = 5_000; // there is a word every second
const MOST_WAITING_CHARS = 8 * 1024 * 1024; // of one event

export class Stream {
  #told;
  #abort = null;
  #timer = 0;
  #waitMs = FIRST_WAIT_MS;

  /** `told` is {snapshot, delta, state, locked}: state hears {open}, {connecting} or {why, untilMs}. */
  constructor(told) {
    this.#told = told;
  }

  /** Connects, now. */
  async open() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const abort = this.#abort = new AbortController();
    this.#told.state({ connecting: true });
    let why = 'The router ended the stream.';
    try {
      const answer = await fetch('v1/events', { headers: headers(), cache: 'no-store', signal: abort.signal });
      if (answer.status === 401) {
        const had = token.get() !== '';
        token.drop();
        this.#told.state({ why: 'The router wants a token.' });
        this.#told.locked(had);
        return;
      }
      if (answer.ok) {
        await this.#read(answer.body, abort);
      } else {
        why = (await answer.json().catch(() => null))?.message ?? `The router answered ${answer.status}.`;
      }
    } catch (error) {
      if (abort !== this.#abort) return;
      why = abort.signal.aborted ? `Nothing was heard for ${SILENT_MS / 1000} s.` : 'The router cannot be reached.';
    }
    if (abort === this.#abort) this.#again(why);
  }

  #again(why) {
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(MOST_WAIT_MS, waitMs * 2);
    this.#told.state({ why, untilMs: Date.now() + waitMs });
    this.#timer = setTimeout(() => this.open(), waitMs);
  }

  async #read(body, abort) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = '';
    let silent = 0;
    const listen = () => {
      clearTimeout(silent);
      silent = setTimeout(() => abort.abort(), SILENT_MS);
    };
    try {
      listen();
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        listen();
        waiting += value;
        for (let end = waiting.indexOf('\n\n'); end >= 0; end = waiting.indexOf('\n\n')) {
          this.#event(waiting.slice(0, end));
          waiting = waiting.slice(end + 2);
        }
        if (waiting.length > MOST_WAITING_CHARS) throw new Error('an event has no end');
      }
    } finally {
      clearTimeout(silent);
    }
  }

  #event(text) {
    const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(text) ?? [];
    if (name === 'snapshot') {
      this.#waitMs = FIRST_WAIT_MS;
      this.#told.state({ open: true });
      this.#told.snapshot(JSON.parse(data));
    } else if (name === 'delta') {
      this.#told.delta(JSON.parse(data));
    }
  }
}
