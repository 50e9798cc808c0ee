// The name, what the router says of itself, and whether the page is live.

import { h } from './dom.js';
import { wordmark } from './wordmark.js';
import { plural, span } from './words.js';

export function head(model, again) {
  const pill = h('span.pill', { role: 'status' }, 'connecting');
  const why = h('span.why');
  const now = h('button.button.quiet', { type: 'button', hidden: true, onclick: again }, 'Try now');
  const about = h('p.about');
  const warning = h('p.warning', { role: 'status', hidden: true });
  let timer = 0;

  function state(told) {
    clearInterval(timer);
    pill.dataset.state = told.open ? 'live' : told.connecting ? 'connecting' : 'lost';
    document.body.dataset.live = told.open ? 'yes' : 'no';
    pill.textContent = told.open ? 'live' : told.connecting ? 'connecting' : 'not live';
    now.hidden = !told.untilMs;
    why.textContent = told.why ?? '';
    if (!told.untilMs) return;
    const show = () => {
      const left = Math.max(0, Math.ceil((told.untilMs - Date.now()) / 1000));
      why.textContent = `${told.why} What you see is old. Trying again in ${left} s.`;
    };
    show();
    timer = setInterval(show, 250);
  }

  function show() {
    const { router } = model;
    if (!router) return;
    about.textContent = `version ${router.version} · up ${span(Date.now() - router.startedAt)} · `
      + plural(model.nodes.size, 'node');
    const words = [
      model.holding && 'The router has just started: it learns which rooms live where, and places no room it does not know.',
      model.frozen && 'Most nodes fell silent at once: no node is given up for silence until they are heard again.',
      model.waiting > 0 && `${plural(model.waiting, 'request')} for a room wait${model.waiting === 1 ? 's' : ''}.`,
    ].filter(Boolean);
    warning.hidden = words.length === 0;
    warning.textContent = words.join(' ');
  }
  model.on('points', show);
  model.on('nodes', show);

  return {
    state,
    element: h('header.top', h('div.title', wordmark('h1'), about), h('div.live', why, now, pill), warning),
  };
}
