// Draws the plane: coins where they lie, runners between the last two places that the room said.

const TICK_MS = 50;
const EDGE = 80; // beyond the plane, so that nobody at its rim is cut off, nor their name

export class Plane {
  element = document.createElement('canvas');
  #size = { width: 2000, height: 2000 };
  #before = new Map();
  #now = new Map(); // number -> {x, y}
  #since = 0;
  #frame = 0;

  /** `shown()` gives {runners, coins, me}: runners by number, coins by number, and one's own number or null. */
  constructor(shown) {
    this.element.className = 'plane';
    this.element.tabIndex = 0;
    this.element.setAttribute('aria-label', 'The plane. Steer with the arrow keys, or point.');
    const draw = () => {
      this.#frame = requestAnimationFrame(draw);
      if (this.element.isConnected) this.#draw(shown());
    };
    this.#frame = requestAnimationFrame(draw);
  }

  resize({ width, height }) {
    this.#size = { width, height };
  }

  /** The room said where all are. */
  moved(places) {
    this.#before = this.#now;
    this.#now = places;
    this.#since = performance.now();
  }

  /** Where a runner is, or null. */
  at(number) {
    return this.#now.get(number) ?? null;
  }

  /** A place on the plane for one on the screen. */
  placeOf({ clientX, clientY }) {
    const box = this.element.getBoundingClientRect();
    const place = (part, length) => Math.min(length, Math.max(0, part * (length + 2 * EDGE) - EDGE));
    return {
      x: place((clientX - box.left) / box.width, this.#size.width),
      y: place((clientY - box.top) / box.height, this.#size.height),
    };
  }

  stop() {
    cancelAnimationFrame(this.#frame);
  }

  #draw({ runners, coins, me }) {
    const canvas = this.element;
    const pixels = Math.round(canvas.clientWidth * devicePixelRatio) || 300;
    if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
    const style = getComputedStyle(canvas);
    const pen = canvas.getContext('2d');
    const scale = pixels / (this.#size.width + 2 * EDGE);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, pixels, pixels);
    pen.translate(EDGE * scale, EDGE * scale);
    pen.fillStyle = style.getPropertyValue('--gold');
    for (const { x, y } of coins.values()) dot(pen, x * scale, y * scale, 14 * scale);
    const part = Math.min(1, (performance.now() - this.#since) / TICK_MS);
    pen.textAlign = 'center';
    pen.font = `${Math.max(10, 40 * scale)}px ${style.fontFamily}`;
    for (const [number, to] of this.#now) {
      const from = this.#before.get(number) ?? to;
      const x = (from.x + (to.x - from.x) * part) * scale;
      const y = (from.y + (to.y - from.y) * part) * scale;
      pen.fillStyle = style.getPropertyValue(number === me ? '--accent' : '--soft');
      dot(pen, x, y, 26 * scale);
      pen.fillText(runners.get(number)?.name ?? '', x, y - 36 * scale);
    }
  }
}

function dot(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, Math.max(2, radius), 0, 2 * Math.PI);
  pen.fill();
}
