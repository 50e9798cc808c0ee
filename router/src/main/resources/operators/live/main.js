// Puts the page together: what comes in by the stream goes to the model, and from there to each part.

import { h } from './dom.js';
import { api } from './api.js';
import { Stream } from './stream.js';
import { Model } from './model.js';
import { head } from './head.js';
import { figures } from './figures.js';
import { story } from './story.js';
import { charts } from './charts.js';
import { Floor } from './nodes/floor.js';
import { nodeList } from './nodes/list.js';
import { nodePanel } from './nodes/node.js';
import { roomSearch } from './rooms/search.js';
import { deeds } from './asked/deeds.js';
import { askToken } from './asked/token.js';

const model = new Model();
const trouble = h('p.trouble', { role: 'alert', hidden: true });
const done = h('p.done', { role: 'status', hidden: true });

/** Says what came of what was asked; what went wrong stays until the next. */
function say(text, wrong = false) {
  trouble.hidden = !wrong;
  done.hidden = wrong;
  (wrong ? trouble : done).textContent = text;
}

const todo = deeds(model, say);
const panel = nodePanel(model, todo, say, (room) => search.find(room));
const choose = (node) => {
  panel.show(node);
  floor.choose(node);
  list.choose(node);
};
const floor = new Floor(model, choose);
const list = nodeList(model, choose);
const search = roomSearch(model, todo, choose);
const stream = new Stream({
  snapshot: (all) => model.begin(all),
  delta: (change) => model.change(change),
  state: (now) => top.state(now),
  locked: (wrong) => askToken(wrong).then(() => stream.open()),
});
const top = head(model, () => stream.open());

document.getElementById('stage').append(
  h('div.page',
    top.element,
    h('main',
      h('div.says', trouble, done),
      figures(model),
      h('div.columns',
        h('div.wide', h('section.panel.nodes', { ariaLabel: 'Nodes' }, floor.element, list.element), charts(model)),
        h('div.side', story(model), panel.element, search.element)))));
api.locked = (wrong) => askToken(wrong);
stream.open();
