// What must outlive a lost socket, and a reload of the page, so that a seat is found again.
// It belongs to one tab: two tabs are two players.

/** A seat's token, the connections made so far, the last n answered, and the commands that wait. */
export class SeatMemory {
  #key;
  #storage;

  constructor(room, storage) {
    this.#key = `usher.seat.${room}`;
    this.#storage = storage;
  }

  read() {
    const empty = { token: null, player: null, count: 0, answered: 0, waiting: [] };
    try {
      return { ...empty, ...JSON.parse(this.#storage.getItem(this.#key)) };
    } catch {
      return empty;
    }
  }

  write(seat) {
    try {
      this.#storage.setItem(this.#key, JSON.stringify(seat));
    } catch {
      // No storage: the seat then lives as long as the page does.
    }
  }

  forget() {
    try {
      this.#storage.removeItem(this.#key);
    } catch {
      // Nothing was kept.
    }
  }
}
