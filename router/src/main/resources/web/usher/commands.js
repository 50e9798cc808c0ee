// A seat's commands, numbered by their order, and what becomes of each.

/** Commands of a seat that wait for their answer, sent or not; one more is refused at once. */
export const MAX_WAITING = 128;
/** The longest command, in bytes of UTF-8. */
export const MAX_COMMAND_BYTES = 16_384;

/** The room, or we ourselves, refused a command: it took no effect, and never will. */
export class CommandRejected extends Error {
  constructor(reason) {
    super(reason);
    this.name = 'CommandRejected';
    this.reason = reason;
  }
}

/** Nobody can say whether a command took effect: it is not sent again. */
export class CommandUnknown extends Error {
  constructor(reason) {
    super(reason);
    this.name = 'CommandUnknown';
    this.reason = reason;
  }
}

/** A seat's commands, numbered by their order, each kept until the room has answered it. */
export class Commands {
  #waiting = []; // {n, text, sent, answered, resolve, reject} by rising n, without a gap
  #next;
  #floating = false; // after a reset, until the room says from where it counts on

  constructor({ answered = 0, waiting = [] } = {}) {
    this.#next = answered + 1;
    for (const { text, sent } of waiting) this.add(text, sent).answer.catch(() => {});
  }

  /** The highest n up to which all are answered. */
  get answered() {
    return (this.#waiting[0]?.n ?? this.#next) - 1;
  }

  /** The highest n that went out, on this connection or an earlier one. */
  get lastSent() {
    return this.#waiting.findLast((command) => command.sent)?.n ?? this.answered;
  }

  get full() {
    return this.#waiting.length >= MAX_WAITING;
  }

  get floating() {
    return this.#floating;
  }

  get all() {
    return [...this.#waiting];
  }

  add(text, sent = false) {
    const command = { n: this.#next++, text, sent, answered: false };
    const answer = new Promise((resolve, reject) => Object.assign(command, { resolve, reject }));
    this.#waiting.push(command);
    return { command, answer };
  }

  accept(n, frame) {
    this.#answer(n, (command) => command.resolve(frame));
  }

  refuse(n, reason) {
    this.#answer(n, (command) => command.reject(new CommandRejected(reason)));
  }

  /** All up to n are answered: the answers that we did not hear will not come any more. */
  settle(n) {
    if (this.#floating) this.#count(n + 1);
    else {
      for (const command of this.all) {
        if (command.n <= n && command.sent) this.#answer(command.n, () => command.reject(new CommandUnknown('unheard')));
      }
    }
  }

  /** What never went out is numbered from n on. */
  goOnFrom(n) {
    this.settle(n - 1);
    this.#count(n);
  }

  /** The reply to a connection was a reset: what waited is unknown, the room says where n goes on. */
  reset(answered) {
    this.abandon('reset');
    this.#waiting = [];
    this.#next = answered + 1;
    this.#floating = true;
  }

  /** A connection ended: what was sent in a fresh room that did not say how it counts is unknown. */
  land() {
    if (!this.#floating) return;
    const from = this.answered + 1;
    for (const command of this.#waiting) if (command.sent) command.reject(new CommandUnknown('reset'));
    this.#waiting = this.#waiting.filter((command) => !command.sent);
    this.#count(from);
  }

  /**
   * Nothing that waits is to take effect any more. What went out keeps its n, since the room counts it: should it
   * have to be sent again, `null` goes in its place, which every room rejects. What did not go out is gone.
   */
  abandon(reason, never = new CommandUnknown(reason)) {
    for (const command of this.#waiting) command.reject(command.sent ? new CommandUnknown(reason) : never);
    this.#waiting = this.#waiting.filter((command) => command.sent);
    for (const command of this.#waiting) command.text = 'null';
    this.#next = (this.#waiting.at(-1)?.n ?? this.answered) + 1;
  }

  #count(from) {
    this.#floating = false;
    this.#next = from;
    for (const command of this.#waiting) command.n = this.#next++;
  }

  #answer(n, tell) {
    if (this.#floating) this.#count(n);
    const command = this.#waiting.find((each) => each.n === n);
    if (!command?.sent || command.answered) return;
    command.answered = true;
    tell(command); // does nothing where the promise is settled: it was given up as unknown
    while (this.#waiting[0]?.answered) this.#waiting.shift();
  }
}
