// Asks before anything is done, and says what will happen.

import { h } from '../dom.js';

/**
 * A dialog with a title, what will happen, fields and one word to do it; settles with the fields'
 * values, or null where nothing is to be done.
 */
export function confirm({ title, happens, fields = [], word }) {
  return new Promise((settle) => {
    const leave = h('button.button.quiet', { type: 'button' }, 'Leave it');
    const form = h('form', { method: 'dialog' },
      h('h2', { id: 'asked-title' }, title),
      happens.map((text) => h('p', text)),
      fields,
      h('div.buttons',
        leave,
        h('button.button.main', { type: 'submit', value: 'yes' }, word)));
    const dialog = h('dialog.asked', form);
    // No submit button: Enter in a field means the other one.
    leave.addEventListener('click', () => dialog.close(''));
    dialog.setAttribute('aria-labelledby', 'asked-title');
    dialog.addEventListener('close', () => {
      settle(dialog.returnValue === 'yes' ? Object.fromEntries(new FormData(form)) : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
