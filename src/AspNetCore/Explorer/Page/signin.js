// Asks for the API key.

import { el } from './dom.js';
import { key, keyShape } from './server.js';

export class SignIn {
  title = 'Sign in';
  path = [];

  #input = el('input', {
    id: 'key', type: 'password', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true, 'aria-describedby': 'key-note key-problem',
  });

  #problem = el('p', { id: 'key-problem', class: 'problem', role: 'alert' });

  constructor(wasWrong, signedIn) {
    const form = el('form', { class: 'card sign-in' },
      el('h1', { tabindex: '-1' }, 'Sign in'),
      el('label', { for: 'key' }, 'API key'), this.#input, this.#problem,
      el('p', { id: 'key-note', class: 'note' }, 'Kept by this tab until you close it or sign out, and sent to this server only.'),
      el('button', { type: 'submit', class: 'main' }, 'Sign in'));
    if (wasWrong) {
      this.#complain('The server does not know this key, or no longer.');
    }
    form.addEventListener('submit', event => {
      event.preventDefault();
      const typed = this.#input.value.trim();
      if (keyShape.test(typed)) {
        key.set(typed);
        signedIn();
      } else {
        this.#complain('That is no key: keys have at least 16 letters, digits and -._~+/=');
      }
    });
    this.element = el('div', { class: 'view' }, form);
  }

  focus() {
    this.#input.focus();
  }

  #complain(problem) {
    this.#problem.textContent = problem;
    this.#input.setAttribute('aria-invalid', 'true');
    this.#input.focus();
  }
}
