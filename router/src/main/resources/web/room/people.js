// Who is here.

import { h } from '../dom.js';
import { tintOf } from '../names.js';

const LISTED = 100; // people by name; all are counted

export class People {
  #people = new Map(); // name -> {role, present}
  #unlisted = 0;
  #viewers = 0; // spectators, who are no people of the room
  #me = null;
  #list = h('ul.people-list');
  #count = h('span.people-count');
  #changed;
  element = h('section.people', { ariaLabel: 'Who is here' }, h('h2.label', 'Here now ', this.#count), this.#list);

  /** `changed` is told the names present whenever they change. */
  constructor(changed) {
    this.#changed = changed;
  }

  welcome(people, seats, me, viewers) {
    this.#me = me;
    this.#viewers = viewers ?? 0;
    this.#unlisted = Math.max(0, seats - people.length);
    this.#people = new Map(people.map(({ name, role, present }) => [name, { role, present }]));
    this.#show();
  }

  joined(name, role) {
    if (this.#people.size < LISTED) this.#people.set(name, { role: role ?? 'player', present: true });
    else this.#unlisted++;
    this.#show();
  }

  /** So many spectators there are now. */
  watched(viewers) {
    this.#viewers = viewers;
    this.#show();
  }

  /** Someone acted, so that they are here. */
  heard(name) {
    const person = this.#people.get(name);
    if (!person || person.present) return;
    person.present = true;
    this.#show();
  }

  left(name) {
    if (!this.#people.delete(name)) this.#unlisted--;
    this.#show();
  }

  #show() {
    const people = [...this.#people];
    const watching = people.filter(([, { role }]) => role === 'spectator').length + this.#viewers;
    const count = people.length + this.#unlisted + this.#viewers;
    this.#count.textContent = watching === 0 ? String(count) : `${count}, ${watching} watching`;
    this.#list.replaceChildren(...people.map(([name, { role, present }]) => h(`li.person${present ? '' : '.away'}`,
      h(`span.avatar.${tintOf(name)}`, { ariaHidden: 'true' }, [...name][0].toUpperCase()),
      h('span.person-name', name),
      name === this.#me && h('span.tag', 'you'),
      role === 'spectator' && h('span.tag', 'watching'),
      !present && h('span.tag', 'away'))));
    this.#changed(people.filter(([, { present }]) => present).map(([name]) => name));
  }
}
