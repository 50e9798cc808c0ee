// What an operator can do here. Each is asked for twice, and told in words.

import { h } from '../dom.js';
import { api } from '../api.js';
import { confirm } from './confirm.js';
import { count, plural, standing } from '../words.js';

const MOST_REASON = 200;
const at = (...parts) => `v1/${parts.map(encodeURIComponent).join('/')}`;

export function deeds(model, say) {
  async function doIt(what, path, body, done) {
    try {
      const said = await api.post(path, body);
      say(said.message ?? done);
      return true;
    } catch (error) {
      say(`${what} ${error.message}`, true);
      return false;
    }
  }

  const others = (from) => model.sorted().filter((node) => node.node !== from && standing(node) === 'alive');

  return {
    async drain(node) {
      const to = others(node.node).length;
      const yes = await confirm({
        title: `Drain ${node.node}?`,
        happens: [
          `It gets no new rooms, and ${node.pinned === 1 ? 'its 1 room moves' : `its ${count(node.pinned)} rooms move`} to other nodes. `
          + 'Players see a pause of milliseconds; nobody is disconnected.',
          to === 0 ? 'No other node takes rooms now: they stay until one does.'
            : `${plural(to, 'other node')} ${to === 1 ? 'takes' : 'take'} rooms now. Rooms on tunnels do not move.`,
        ],
        word: `Drain ${node.node}`,
      });
      return yes && doIt(`${node.node} was not drained.`, at('nodes', node.node, 'drain'), undefined, `${node.node} drains.`);
    },
    async undrain(node) {
      const yes = await confirm({
        title: `Give ${node.node} rooms again?`,
        happens: ['New rooms go to it again. Rooms that moved away stay where they are.'],
        word: `Undrain ${node.node}`,
      });
      return yes && doIt(`${node.node} was not taken back.`, at('nodes', node.node, 'undrain'), undefined,
        `${node.node} takes rooms again.`);
    },
    async move(room, from) {
      const wanted = await confirm({
        title: `Move ${room}?`,
        happens: [`It goes from ${from} to another node while people play. They see a pause of milliseconds.`],
        fields: [h('label.label', { htmlFor: 'to' }, 'To'),
          h('select.field', { id: 'to', name: 'to' }, h('option', { value: '' }, 'the node with the lowest load'),
            others(from).map((node) => h('option', { value: node.node }, node.node)))],
        word: 'Move it',
      });
      return wanted && doIt(`${room} was not moved.`, at('rooms', room, 'move'), wanted.to ? { to: wanted.to } : {},
        `${room} is on its way.`);
    },
    async close(room, pin) {
      const wanted = await confirm({
        title: `Close ${room}?`,
        happens: [`Everyone in it, on ${pin.node}, is sent away and told why. `
          + 'What the journal keeps of it stays: whoever comes next finds it as it was.'],
        fields: [h('label.label', { htmlFor: 'reason' }, 'What players are told (may be empty)'),
          h('input.field', { id: 'reason', name: 'reason', maxLength: MOST_REASON, autocomplete: 'off' })],
        word: 'Close it',
      });
      return wanted && doIt(`${room} was not closed.`, at('rooms', room, 'close'), wanted.reason ? { reason: wanted.reason } : {},
        `${room} closes.`);
    },
  };
}
