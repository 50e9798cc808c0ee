// Asks for the token, once. It stays in this tab until the tab is closed.

import { h } from '../dom.js';
import { token } from '../api.js';

let asking = null;

/** Settles once a token was given. `wrong` where the router did not know the last one. */
export function askToken(wrong) {
  asking ??= new Promise((settle) => {
    const field = h('input.field', { id: 'token', type: 'password', name: 'token', required: true,
      autocomplete: 'current-password', spellcheck: false });
    const dialog = h('dialog.asked', h('form', { method: 'dialog' },
      h('h2', { id: 'token-title' }, 'The token, please'),
      wrong && h('p.trouble', { role: 'alert' }, 'The router does not know this token.'),
      h('p', 'This router answers operators who have its token: the secret in the file of --admin-token-file, or of --token-file. '
        + 'It is kept until this tab is closed.'),
      h('label.label', { htmlFor: 'token' }, 'Token'), field,
      h('div.buttons', h('button.button.main', { type: 'submit', value: 'yes' }, 'Show me'))));
    dialog.setAttribute('aria-labelledby', 'token-title');
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.addEventListener('close', () => {
      token.set(field.value.trim());
      dialog.remove();
      asking = null;
      settle();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}
