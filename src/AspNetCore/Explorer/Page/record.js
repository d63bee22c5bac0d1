// One record.

import { el } from './dom.js';
import { ago, bytes, count, moment } from './format.js';
import { classPath, show } from './json.js';
import { Refused, getRecordLine } from './server.js';

const mostTokens = 20000;
const dataMember = ',"data":';

export class RecordView {
  #facts = el('dl', { class: 'facts grid' });
  #code = el('code');
  #block = el('pre', { class: 'card json', tabindex: '0', role: 'region', 'aria-label': 'Data' }, this.#code);
  #more = el('p', { class: 'note', hidden: true });
  #actions = el('div', { class: 'actions' });

  constructor(className, id) {
    this.className = className;
    this.id = id;
    this.title = `${className} ${id}`;
    this.path = [{ name: className, href: classPath(className), isId: false }, { name: id, isId: true }];
    this.element = el('div', { class: 'view' },
      el('h1', { tabindex: '-1' }, el('span', { class: 'kind' }, className), ' ', el('span', { class: 'mono' }, id)),
      this.#facts, this.#actions, this.#block, this.#more);
    this.#block.hidden = true;
  }

  async refresh(signal) {
    const line = await getRecordLine(this.className, this.id, signal);
    const start = line.indexOf(dataMember);
    if (start < 0) {
      const problem = JSON.parse(line);
      throw new Refused(problem.status, problem.code, problem.detail);
    }
    const known = JSON.parse(`${line.slice(0, start)}}`);
    const data = line.slice(start + dataMember.length, -1);
    this.#showFacts(known, data);
    this.#showData(data, mostTokens);
    this.#showActions(known, data);
  }

  #showFacts(known, data) {
    const size = new TextEncoder().encode(data).length;
    const when = iso => el('time', { datetime: iso }, `${moment(iso)} `, el('span', { class: 'aside' }, ago(iso)));
    const facts = [
      ['Version', String(known.version)],
      ['Schema version', String(known.schema_version)],
      ['Size', bytes(size)],
      ['Created', when(known.created)],
      ['Updated', when(known.updated)],
      ['Expires', known.expires ? when(known.expires) : 'never'],
    ];
    this.#facts.replaceChildren(...facts.map(([name, value]) => el('div', null, el('dt', null, name), el('dd', null, value))));
  }

  #showData(data, limit) {
    const shown = show(data, limit);
    this.#block.hidden = false;
    this.#code.replaceChildren(...shown.elements);
    this.#more.hidden = shown.isWhole;
    if (!shown.isWhole) {
      const all = el('button', { type: 'button' }, 'Show all');
      all.addEventListener('click', () => this.#showData(data, Infinity));
      this.#more.replaceChildren(`The first ${count(limit)} of ${count(shown.tokens)} parts are shown. `, all);
    }
  }

  #showActions(known, data) {
    const again = el('button', { type: 'button' }, 'Read again');
    again.addEventListener('click', () => dispatchEvent(new Event('toast:refresh')));
    const buttons = [again];

    // Absent where the page came over plain HTTP from another machine.
    if (navigator.clipboard) {
      buttons.push(
        copying('Copy reference', JSON.stringify({ class_name: known.class_name, id: known.id })),
        copying('Copy data', data));
    }
    this.#actions.replaceChildren(...buttons);
  }
}

function copying(name, value) {
  const button = el('button', { type: 'button' }, name);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(value);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Could not copy';
    }
    setTimeout(() => button.textContent = name, 1500);
  });
  return button;
}
