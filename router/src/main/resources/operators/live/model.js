// What the page knows of the cluster: a snapshot, and every change since. Parts are told once a frame.

const MOST_POINTS = 300;
const MOST_HAPPENINGS = 100;
const NAMES = new Intl.Collator('en', { numeric: true });

export class Model {
  router = null;
  holding = false;
  frozen = false;
  waiting = 0;
  nodes = new Map(); // slot -> node
  columns = [];
  points = [];
  happenings = new Map(); // id -> happening, oldest first
  #told = new Map(); // kind -> listeners
  #due = new Set();
  #ids = null;
  #names = null;

  /** `what` is one of nodes, ages, points, happenings, hops; hops come at once, with their list. */
  on(what, listener) {
    this.#told.set(what, [...(this.#told.get(what) ?? []), listener]);
  }

  begin(all) {
    this.router = all.router;
    this.columns = all.columns;
    this.points = all.points;
    this.nodes = new Map(all.nodes.map((node) => [node.slot, node]));
    this.happenings = new Map((all.happenings ?? []).map((one) => [one.id, one]));
    this.#renamed();
    this.#state(all);
    this.#tell('nodes', 'ages', 'points', 'happenings');
  }

  change(delta) {
    for (const slot of delta.gone ?? []) {
      this.nodes.delete(slot);
      this.#renamed();
    }
    for (const node of delta.nodes ?? []) {
      const before = this.nodes.get(node.slot);
      if (before && !node.node) {
        Object.assign(before, node);
      } else if (node.node) {
        this.nodes.set(node.slot, { ageMs: 0, ...node });
        this.#renamed();
      }
    }
    for (const happening of delta.happenings ?? []) this.happenings.set(happening.id, happening);
    while (this.happenings.size > MOST_HAPPENINGS) this.happenings.delete(this.happenings.keys().next().value);
    if (delta.point) {
      this.points.push(delta.point);
      if (this.points.length > MOST_POINTS) this.points.shift();
      this.#state(delta);
      this.#tell('ages', 'points');
    }
    if (delta.nodes || delta.gone) this.#tell('nodes');
    if (delta.happenings) this.#tell('happenings');
    if (delta.hops) this.#told.get('hops')?.forEach((listener) => listener(delta.hops));
  }

  /** The node of this id that lives, or the last that did. */
  byId(id) {
    if (!this.#ids) {
      this.#ids = new Map();
      for (const node of this.nodes.values()) {
        const other = this.#ids.get(node.node);
        if (!other || other.state === 'lost') this.#ids.set(node.node, node);
      }
    }
    return this.#ids.get(id) ?? null;
  }

  /** All nodes, by name. */
  sorted() {
    this.#names ??= [...this.nodes.values()].sort((a, b) => NAMES.compare(a.node, b.node) || a.slot - b.slot);
    return this.#names;
  }

  /** The last value of a column; null where it is not known. */
  last(column) {
    const at = this.columns.indexOf(column);
    return at < 0 ? null : this.points.at(-1)?.[at + 1] ?? null;
  }

  #renamed() {
    this.#ids = null;
    this.#names = null;
  }

  #state({ holding, frozen, waiting, ages }) {
    Object.assign(this, { holding, frozen, waiting });
    for (const node of this.nodes.values()) node.ageMs = ages[node.slot] ?? -1;
  }

  #tell(...what) {
    if (this.#due.size === 0) requestAnimationFrame(() => this.#now());
    what.forEach((each) => this.#due.add(each));
  }

  #now() {
    const due = [...this.#due];
    this.#due.clear();
    for (const what of due) this.#told.get(what)?.forEach((listener) => listener());
  }
}
