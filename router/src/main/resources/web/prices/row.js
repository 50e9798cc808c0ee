// One topic of the board: its last value, how it changed, and its line.

import { h } from '../dom.js';
import { Spark } from './spark.js';

/** The number of a message: 100.1 itself, or the `price` of an object; NaN where it has none. */
export function priceOf(message) {
  const value = typeof message === 'object' && message !== null ? message.price : message;
  return typeof value === 'number' ? value : Number.NaN;
}

export class Row {
  #first = Number.NaN;
  #last = Number.NaN;
  #spark = new Spark();
  #price = h('span.price', '…');
  #change = h('span.change');
  #note = h('span.row-note', { ariaLive: 'polite' });
  #demo = h('span.tag', { hidden: true, title: 'Made up by the demo; no market has this price.' }, 'demo');
  element;

  /** `remove` is called when the person wants it gone. */
  constructor(topic, remove) {
    this.element = h('li.price-row',
      h('span.symbol', topic, this.#demo), this.#spark.element, this.#price, this.#change, this.#note,
      h('button.button.quiet', { type: 'button', ariaLabel: `Remove ${topic}`, onclick: remove }, '×'));
    this.element.dataset.topic = topic;
  }

  heard(message) {
    const price = priceOf(message);
    this.#demo.hidden = message?.demo !== true;
    if (Number.isNaN(price)) {
      this.#note.textContent = 'says no number';
      return;
    }
    this.#note.textContent = '';
    if (Number.isNaN(this.#first)) this.#first = price;
    const way = price > this.#last ? 'up' : price < this.#last ? 'down' : 'same';
    this.#last = price;
    this.#spark.add(price);
    this.#price.textContent = price.toFixed(2);
    const percent = this.#first === 0 ? 0 : ((price - this.#first) / this.#first) * 100;
    this.#change.textContent = `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(2)} %`;
    this.element.dataset.way = way;
  }

  gap() {
    this.#note.textContent = 'some messages may be missing';
  }

  rejected(reason) {
    if (Number.isNaN(this.#last)) this.#note.textContent = reason;
  }
}
