// What keys and pointers ask for, as frames to the room.

const STEER = 1;
const FULL = 127;
const NEAR = 30;
const AGAIN_MS = 100;
const KEYS = {
  ArrowUp: [0, -1], KeyW: [0, -1], ArrowDown: [0, 1], KeyS: [0, 1],
  ArrowLeft: [-1, 0], KeyA: [-1, 0], ArrowRight: [1, 0], KeyD: [1, 0],
};

export class Steering {
  #held = new Set();
  #goal = null;
  #last = '0,0';
  #mark = 0;
  #where;
  #send;
  #timer;

  /** `where()` gives one's own place or null; `send(bytes)` a frame to the room. */
  constructor(plane, where, send) {
    this.#where = where;
    this.#send = send;
    const element = plane.element;
    element.addEventListener('keydown', (event) => this.#key(event, true));
    element.addEventListener('keyup', (event) => this.#key(event, false));
    element.addEventListener('blur', () => {
      this.#held.clear();
      this.#steer();
    });
    const point = (event) => {
      this.#goal = plane.placeOf(event);
      this.#steer();
    };
    element.addEventListener('pointerdown', point);
    element.addEventListener('pointermove', (event) => event.buttons !== 0 && point(event));
    this.#timer = setInterval(() => this.#goal && this.#steer(), AGAIN_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  #key(event, down) {
    if (!KEYS[event.code]) return;
    event.preventDefault();
    if (down) this.#held.add(event.code);
    else this.#held.delete(event.code);
    this.#goal = null;
    this.#steer();
  }

  #direction() {
    let [x, y] = [0, 0];
    if (this.#goal) {
      const at = this.#where();
      if (at) [x, y] = [this.#goal.x - at.x, this.#goal.y - at.y];
      if (Math.hypot(x, y) < NEAR) [x, y, this.#goal] = [0, 0, null];
    } else {
      for (const code of this.#held) {
        x += KEYS[code][0];
        y += KEYS[code][1];
      }
    }
    const length = Math.hypot(x, y) || 1;
    return [Math.round((x / length) * FULL), Math.round((y / length) * FULL)];
  }

  #steer() {
    const [dx, dy] = this.#direction();
    const wish = `${dx},${dy}`;
    if (wish === this.#last) return;
    this.#mark = (this.#mark + 1) & 0xffff;
    const frame = new DataView(new ArrayBuffer(5));
    frame.setUint8(0, STEER);
    frame.setUint16(1, this.#mark);
    frame.setInt8(3, dx);
    frame.setInt8(4, dy);
    if (this.#send(frame.buffer)) this.#last = wish;
  }
}
