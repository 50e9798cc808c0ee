// Types of usher.js: a player's seat in a room of Usher.

/** Commands of a seat that wait for their answer, sent or not; one more is refused at once. */
export const MAX_WAITING: number;
/** The longest command, in bytes of UTF-8. */
export const MAX_COMMAND_BYTES: number;

/**
 * A command took no effect and never will. `reason` is the game's, or one of ours: `not-an-object`, `too-large`,
 * `too-many-waiting`, `closed`.
 */
export class CommandRejected extends Error {
  readonly name: 'CommandRejected';
  readonly reason: string;
}

/**
 * Nobody can say whether a command took effect, so it is not sent again. `reason` is `reset` (the room lost its state),
 * `a new seat`, `unheard` (it was answered, and the answer is no longer kept) or `closed`.
 */
export class CommandUnknown extends Error {
  readonly name: 'CommandUnknown';
  readonly reason: string;
}

/** A JWT (docs/PROTOCOL.md), or what makes one. A function that fails is asked again, with growing pauses. */
export type Ticket = string | (() => string | null | Promise<string | null>);

export type Role = 'player' | 'spectator';

/**
 * - `connecting`: asks for a seat
 * - `open`: commands go out at once
 * - `paused`: the room may not serve for now; commands are kept
 * - `resuming`: the connection is lost; another one is under way or will be
 * - `closed`: for good, unless `retryNow` is called
 */
export type State = 'connecting' | 'open' | 'paused' | 'resuming' | 'closed';

export interface WelcomeFrame<S = unknown> {
  type: 'welcome';
  room: string;
  game: string;
  node: string;
  /** The seat's token: a secret of this player. */
  seat: string;
  player: string;
  role: Role;
  id: string;
  seq: number;
  state: {
    players: { name: string; role: Role; present: boolean }[];
    seats: number;
    /** What the game shows to this player. */
    game: S;
  };
}

export interface EventFrame<E = unknown> {
  type: 'event';
  id: string;
  seq: number;
  by?: string;
  /** The number of this seat's own command that caused it. */
  n?: number;
  event: E;
}

export interface DoneFrame {
  type: 'done';
  n: number;
}

export interface StateDetail {
  state: State;
  /** Why the last connection ended: the close code and its word (docs/PROTOCOL.md), or our own. */
  code?: number;
  reason?: string;
  /** The pause before the next attempt, in milliseconds. */
  retryInMs?: number;
  /** Attempts in vain, in a row. */
  attempt?: number;
}

export interface Moved {
  /** The node that serves the room now, and the one before; null where not known. */
  node: string | null;
  before: string | null;
}

/** The detail of each event. */
export interface SeatEvents<S = unknown, E = unknown> {
  /**
   * The room's state: it replaces what was known. `lost` says what is gone: the 'room' with its state, only our 'seat' in
   * it, or null.
   */
  welcome: { frame: WelcomeFrame<S>; lost: 'room' | 'seat' | null; before: string | null };
  /** In the order of seq, each once, none missing since the last welcome. */
  event: EventFrame<E>;
  /** A frame that the game made, past the journal: text or binary. */
  volatile: string | ArrayBuffer;
  viewers: { type: 'viewers'; count: number };
  waiting: { type: 'waiting'; seconds: number };
  /** The room, or our seat in it, was lost: a welcome follows. */
  reset: Record<string, never>;
  paused: Record<string, never>;
  /** Back without a welcome: nothing was missed. Without `paused` before it: the room is on another node, and nobody waited for long. */
  resumed: Moved;
  state: StateDetail;
  closed: { code: number; reason: string; message?: string };
}

/** Where a seat is kept over a reload of the page; `sessionStorage` is one. */
export interface SeatStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface ConnectOptions {
  /** The room's id. Without it, the url is the room's own: `wss://example.org/rooms/lounge`. */
  room?: string;
  /** What to play; counts for the first player of a room. */
  game?: string | null;
  /** The name asked for. A seat that was kept is taken up only under the same name. */
  player?: string | null;
  role?: Role | null;
  /** For a spectator: how much later the room is heard, as in `10s`. */
  delay?: string | null;
  /** Whether a room that is new publishes its events to the topic `room.{room}`. */
  publish?: boolean | null;
  /** Default: none, so that a seat lives as long as the page. */
  storage?: SeatStorage | null;
  /**
   * The ticket, where the router asks for one; or a function that is asked for one on each connection, so that a seat can
   * come back after the first has ended. The name is the ticket's: leave `player` away, or give the same.
   */
  ticket?: Ticket | null;
  /** What the library takes from its surroundings, for tests and for places that lack one of them. */
  env?: Partial<Environment>;
}

export interface Environment {
  WebSocket: unknown;
  fetch: (url: string, options?: object) => Promise<{
    ok: boolean;
    status: number;
    headers: { get(name: string): string | null };
    json(): Promise<any>;
  }>;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** A clock that only goes forward, in milliseconds. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
}

/** A place in a room. It outlives connections: what is lost is resumed, each command takes effect once. */
export interface Seat<S = unknown, E = unknown> extends EventTarget {
  readonly state: State;
  readonly room: string;
  readonly game: string | null;
  readonly node: string | null;
  /** The name given, which may differ from the one asked for. */
  readonly player: string | null;
  readonly role: Role | null;

  /** Calls back with the detail of each such event. Returns what takes the listener away. */
  on<K extends keyof SeatEvents>(type: K, listener: (detail: SeatEvents<S, E>[K]) => void): () => void;

  /**
   * Sends a command, a JSON object in the game's own words, now or as soon as the room can hear it. Resolves with the
   * first event it caused, or with `done`; rejects with `CommandRejected` or `CommandUnknown`.
   */
  send(command: object): Promise<EventFrame<E> | DoneFrame>;

  /** Sends a frame as it is, to a game of raw frames: now, or not at all. Whether it was sent. */
  sendRaw(data: string | ArrayBuffer): boolean;

  /** Leaves for good: the room gives the seat up at once. */
  close(): void;

  /** While resuming: does not wait for the next attempt. When closed: tries again. */
  retryNow(): void;

  /** Gives the seat up and asks for another in the same room. */
  rejoin(role: Role | null): void;
}

/**
 * Takes a seat in a room, and holds on to it until it is closed.
 *
 * @param url the router, `https://example.org` or `wss://example.org`, or the whole url of a room; default: where the page
 *     came from
 */
export function connect<S = unknown, E = unknown>(url?: string | URL | null, options?: ConnectOptions): Seat<S, E>;

export interface FeedListener {
  /** Messages may have been missed. */
  gap?(): void;
  /** A command was refused: the topic may be one of those that cannot be had. */
  rejected?(reason: string): void;
}

/** Topics over one connection, which is made again when it is lost. */
export class Feed {
  readonly state: 'connecting' | 'open' | 'closed';
  /** Returns what ends it. `retained` messages were published before. */
  subscribe<M = unknown>(
    topic: string,
    heard: (message: M, about: { retained: boolean }) => void,
    listener?: FeedListener,
  ): () => void;
  /** Returns what ends it. */
  onState(told: (state: 'connecting' | 'open' | 'closed') => void): () => void;
  close(): void;
}

/** Listens to topics at a router or a node. */
export function feeds(url: string | URL, options?: { player?: string; ticket?: Ticket | null }): Feed;
