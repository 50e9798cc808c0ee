// A seat's commands, numbered 1, 2, … and kept until each is answered.

const LIMIT = 64; // commands waiting for an answer; more are refused at once

/** The reason when a room was lost before it answered: the command took effect, or not. */
export const UNKNOWN = 'unknown';

/** A command that the room refused, or whose fate is not known: see `reason`. */
export class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.name = 'Refused';
    this.reason = reason;
  }
}

export class Commands {
  #waiting = []; // {n, body, resolve, reject} by rising n
  #next;

  /** The commands of a seat that has answers up to `answered`, and bodies that still wait for one. */
  constructor(answered = 0, bodies = []) {
    this.#next = answered + 1;
    for (const body of bodies) this.add(body).catch(() => {});
  }

  /** The highest n below which all are answered. */
  get answered() {
    return this.#waiting.length > 0 ? this.#waiting[0].n - 1 : this.#next - 1;
  }

  /** The bodies from `answered` + 1 on, in order, those answered out of turn as well. */
  get bodies() {
    return this.#waiting.map((command) => command.body);
  }

  add(body) {
    if (this.#waiting.length >= LIMIT) return Promise.reject(new Refused('too many commands wait'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ n: this.#next++, body, resolve, reject, done: false });
    });
  }

  accept(n, event) {
    this.#answer(n, (command) => command.resolve(event));
  }

  refuse(n, reason) {
    this.#answer(n, (command) => command.reject(new Refused(reason)));
  }

  /** All up to n are answered; what we did not hear of took effect without a word to us. */
  settle(n) {
    for (const command of [...this.#waiting]) if (command.n <= n) this.accept(command.n, null);
    this.#next = Math.max(this.#next, n + 1);
  }

  /** A new seat, or a room that lost its state: nothing is sent again, and the numbers start anew. */
  abandon(reason) {
    const waiting = this.#waiting.filter((command) => !command.done);
    this.#waiting = [];
    this.#next = 1;
    for (const command of waiting) command.reject(new Refused(reason));
  }

  #answer(n, tell) {
    const command = this.#waiting.find((c) => c.n === n);
    if (!command || command.done) return;
    command.done = true;
    tell(command);
    while (this.#waiting[0]?.done) this.#waiting.shift();
  }
}
