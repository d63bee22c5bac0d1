// The records of a class, page by page, in the order of their ids.

import { el } from './dom.js';
import { ago, bytes, moment, visible } from './format.js';
import { classPath, recordPath } from './json.js';
import { getJson } from './server.js';

const pageSize = 25;

// How this tab came to each page, for the way back.
const before = new Map();

export class Listing {
  #rows = el('ul', { class: 'rows records', role: 'list' });
  #paging = el('nav', { class: 'paging', 'aria-label': 'Pages' });
  #none = el('p', { class: 'empty' }, 'Loading…');

  constructor(className, after) {
    this.className = className;
    this.after = after;
    this.title = className;
    this.path = [{ name: className, isId: false }];
    this.element = el('div', { class: 'view' },
      el('h1', { tabindex: '-1' }, className),
      el('p', { class: 'note' }, 'Records by id. Ids that Toast makes begin with the time, so that later ones come last.'),
      this.#none, this.#rows, this.#paging);
  }

  async refresh(signal) {
    const query = new URLSearchParams({ limit: pageSize });
    if (this.after) {
      query.set('after', this.after);
    }
    const page = await getJson(`explorer/records/${encodeURIComponent(this.className)}?${query}`, signal);
    this.#none.hidden = page.items.length > 0;
    this.#none.textContent = this.after ? 'There are no more records.' : 'There are no records of this class.';
    this.#rows.replaceChildren(...page.items.map(item => this.#row(item)));
    this.#showPaging(page.next);
  }

  #row(item) {
    return el('li', null, el('a', { class: 'row', href: recordPath(this.className, item.id) },
      el('span', { class: 'what mono' }, item.id),
      el('span', { class: 'aside' },
        el('span', null, `version ${item.version}`), ' · ',
        el('time', { datetime: item.updated, title: moment(item.updated) }, ago(item.updated)),
        item.bytes === undefined ? null : ` · ${bytes(item.bytes)}`,
        item.expires ? el('span', { title: moment(item.expires) }, ` · expires ${ago(item.expires)}`) : null),
      el('span', { class: 'preview mono' }, item.preview === undefined ? '' : visible(item.preview.replace(/\s+/g, ' ')))));
  }

  #showPaging(next) {
    const here = this.#pathOf(this.after);
    const links = [];
    if (this.after) {
      links.push(el('a', { class: 'button', href: this.#pathOf(null) }, 'First page'));
    }
    if (before.has(here)) {
      links.push(el('a', { class: 'button', rel: 'prev', href: before.get(here) }, 'Previous page'));
    }
    if (next) {
      before.set(this.#pathOf(next), here);
      links.push(el('a', { class: 'button', rel: 'next', href: this.#pathOf(next) }, 'Next page'));
    }
    this.#paging.hidden = links.length === 0;
    this.#paging.replaceChildren(...links);
  }

  #pathOf(after) {
    return after ? `${classPath(this.className)}?after=${after}` : classPath(this.className);
  }
}
