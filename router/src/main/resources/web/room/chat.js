// What people say in the room.

import { h, icon } from '../dom.js';
import { tintOf } from '../names.js';
import { CommandUnknown } from '../usher.js';

const LINES_SHOWN = 200;
const LONGEST = 500;

export class Chat {
  #log = h('ol.chat-log', { role: 'log', ariaLive: 'polite', ariaLabel: 'Messages', tabIndex: 0 });
  #field = h('input.field', { name: 'say', maxLength: LONGEST, placeholder: 'Say something', autocomplete: 'off',
    ariaLabel: 'Say something' });
  #seat;
  #complain;
  #lastBy = null;
  element;

  constructor(seat, { complain }) {
    this.#seat = seat;
    this.#complain = complain;
    this.element = h('section.panel.chat', { ariaLabel: 'Chat' }, this.#log,
      h('form.chat-form', { onsubmit: (event) => this.#send(event) }, this.#field,
        h('button.button.main', { type: 'submit', ariaLabel: 'Send' }, icon('M5 12h13', 'M12.5 6 18.5 12l-6 6'))));
  }

  /** The messages kept: [{by, text}]. */
  welcome(messages) {
    this.#log.replaceChildren();
    this.#lastBy = null;
    for (const { by, text } of messages) this.said(by, text);
    if (messages.length === 0) this.#log.append(h('li.line-note.silence', 'Nothing said yet.'));
  }

  said(by, text) {
    const mine = by === this.#seat.player;
    const follows = by === this.#lastBy;
    this.#lastBy = by;
    this.#add(h(`li.line${mine ? '.mine' : ''}${follows ? '.follows' : ''}`,
      h(`span.line-by.${tintOf(by)}${mine ? '.aside' : ''}`, mine ? 'You' : by), h('span.line-text', text)));
  }

  /** A line that nobody said. */
  note(text) {
    this.#lastBy = null;
    this.#add(h('li.line-note', text));
  }

  focus() {
    this.#field.focus();
  }

  #add(line) {
    const log = this.#log;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    log.querySelector('.silence')?.remove();
    log.append(line);
    while (log.childElementCount > LINES_SHOWN) log.firstElementChild.remove();
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  async #send(event) {
    event.preventDefault();
    const say = this.#field.value.trim();
    if (say === '') return;
    this.#field.value = '';
    const waiting = h('li.line.mine.waiting', h('span.line-text', say));
    this.#add(waiting);
    try {
      await this.#seat.send({ say });
    } catch (refused) {
      this.#complain(refused instanceof CommandUnknown ? 'The room was lost before it heard your last words.' : `Not sent: ${refused.reason}`);
      this.#field.value ||= say;
    } finally {
      waiting.remove(); // by now its event has put the line where it belongs
    }
  }
}
