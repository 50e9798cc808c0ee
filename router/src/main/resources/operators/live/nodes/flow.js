// Rooms on their way from tile to tile, as lights: never more than a bound, however many rooms go.

const MOST_LIGHTS = 160;
const LIGHTS_A_HOP = 24;
const TRAVEL_MS = 900;
const SPREAD_MS = 500;

export class Flow {
  #lights = [];

  get busy() {
    return this.#lights.length > 0;
  }

  /** So many rooms went from one slot to another. */
  add({ from, to, rooms, lost }, now) {
    const lights = Math.min(LIGHTS_A_HOP, Math.ceil(Math.sqrt(rooms) * 1.5), MOST_LIGHTS - this.#lights.length);
    for (let i = 0; i < lights; i++) {
      this.#lights.push({ from, to, lost, at: now + (SPREAD_MS * i) / lights, bow: (Math.random() - 0.5) * 0.7 });
    }
  }

  /** Draws all that are on their way. `centre` gives the place of a slot, or null. */
  draw(pen, now, centre, colours, radius) {
    this.#lights = this.#lights.filter(({ at }) => now - at < TRAVEL_MS);
    for (const { from, to, lost, at, bow } of this.#lights) {
      const a = centre(from);
      const b = centre(to);
      if (now < at || !a || !b) continue;
      pen.fillStyle = lost ? colours.bad : colours.gold;
      for (let tail = 0; tail < 5; tail++) {
        const part = (now - at) / TRAVEL_MS - tail * 0.025;
        if (part <= 0) break;
        const t = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
        const cx = (a.x + b.x) / 2 + (b.y - a.y) * bow;
        const cy = (a.y + b.y) / 2 - (b.x - a.x) * bow - 20;
        const u = 1 - t;
        pen.globalAlpha = 0.9 - tail * 0.17;
        pen.beginPath();
        pen.arc(u * u * a.x + 2 * u * t * cx + t * t * b.x, u * u * a.y + 2 * u * t * cy + t * t * b.y,
          radius * (1 - tail * 0.13), 0, 2 * Math.PI);
        pen.fill();
      }
    }
    pen.globalAlpha = 1;
  }
}
