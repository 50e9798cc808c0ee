// Who is here.

import { h } from '../dom.js';
import { tintOf } from '../names.js';

export class People {
  #people = new Map(); // name -> role
  #me = null;
  #list = h('ul.people-list');
  #count = h('span.people-count');
  #changed;
  element = h('section.people', { ariaLabel: 'Who is here' }, h('h2.label', 'Here now ', this.#count), this.#list);

  /** `changed` is told the names present whenever they change. */
  constructor(changed) {
    this.#changed = changed;
  }

  welcome(people, me) {
    this.#me = me;
    this.#people = new Map(people.map(({ name, role }) => [name, role]));
    this.#show();
  }

  joined(name, role) {
    this.#people.set(name, role);
    this.#show();
  }

  left(name) {
    if (this.#people.delete(name)) this.#show();
  }

  #show() {
    const names = [...this.#people.keys()];
    const watching = [...this.#people.values()].filter((role) => role === 'spectator').length;
    this.#count.textContent = watching === 0 ? String(names.length) : `${names.length}, ${watching} watching`;
    this.#list.replaceChildren(...names.map((name) => h('li.person',
      h(`span.avatar.${tintOf(name)}`, { ariaHidden: 'true' }, [...name][0].toUpperCase()),
      h('span.person-name', name),
      name === this.#me && h('span.tag', 'you'),
      this.#people.get(name) === 'spectator' && h('span.tag', 'watching'))));
    this.#changed(names);
  }
}
