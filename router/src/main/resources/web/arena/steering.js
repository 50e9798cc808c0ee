// What keys and pointers ask for, as frames to the room.

const STEER = 1;
const FULL = 127;
const NEAR = 30;
const AGAIN_MS = 100;
const STILL = '0,0';
const KEYS = {
  ArrowUp: [0, -1], KeyW: [0, -1], ArrowDown: [0, 1], KeyS: [0, 1],
  ArrowLeft: [-1, 0], KeyA: [-1, 0], ArrowRight: [1, 0], KeyD: [1, 0],
};

export class Steering {
  #held = new Set();
  #goal = null;
  #last = STILL;
  #mark = 0;
  #where;
  #send;
  #timer;
  #deaf = []; // each takes a listener away

  /** `where()` gives one's own place, or null to who does not run; `send(bytes)` a frame to the room. */
  constructor(plane, where, send) {
    this.#where = where;
    this.#send = send;
    const element = plane.element;
    this.#listen(document, 'keydown', (event) => this.#key(event, true));
    this.#listen(document, 'keyup', (event) => this.#key(event, false));
    this.#listen(window, 'blur', () => this.#let());
    this.#listen(document, 'visibilitychange', () => document.hidden && this.#let());
    const point = (event) => {
      if (this.#where() === null) return;
      this.#goal = plane.placeOf(event);
      this.#steer();
    };
    this.#listen(element, 'pointerdown', point);
    this.#listen(element, 'pointermove', (event) => event.buttons !== 0 && point(event));
    this.#timer = setInterval(() => this.#steer(), AGAIN_MS); // on to the goal, and what could not be sent
  }

  /** The room may have forgotten which way we go: says it again. */
  again() {
    this.#last = null;
    this.#steer();
  }

  stop() {
    clearInterval(this.#timer);
    for (const deaf of this.#deaf) deaf();
  }

  #listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.#deaf.push(() => target.removeEventListener(type, listener));
  }

  #key(event, down) {
    if (!KEYS[event.code] || (down && (this.#where() === null || isForOthers(event)))) return;
    if (down === this.#held.has(event.code)) {
      if (down) event.preventDefault(); // it repeats
      return;
    }
    event.preventDefault();
    if (down) this.#held.add(event.code);
    else this.#held.delete(event.code);
    this.#goal = null;
    this.#steer();
  }

  /** Nobody tells us when keys come up that are held while the page is out of sight. */
  #let() {
    this.#held.clear();
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

/** Whether a key is meant for a field that is written in, or for the browser. */
function isForOthers({ target, ctrlKey, altKey, metaKey }) {
  return ctrlKey || altKey || metaKey || Boolean(target.closest?.('input, textarea, select, [contenteditable]'));
}
