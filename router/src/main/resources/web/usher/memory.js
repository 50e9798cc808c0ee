// What must outlive a reload of the page, so that a seat is found again. It belongs to one tab: two tabs are two players.

/** Keeps a seat's {token, player, count, answered, waiting} in a storage, or nowhere where that is null. */
export class SeatMemory {
  #key;
  #storage;

  constructor(key, storage) {
    this.#key = key;
    this.#storage = storage;
  }

  /** What was kept for this player; null where nothing was. */
  read(player) {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#key));
      return typeof kept.token === 'string' && kept.player === player ? kept : null;
    } catch {
      return null;
    }
  }

  write(seat) {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(seat));
    } catch {
      // No storage, or a full one: the seat then lives as long as the page does.
    }
  }

  forget() {
    try {
      this.#storage?.removeItem(this.#key);
    } catch {
      // Nothing was kept.
    }
  }
}
