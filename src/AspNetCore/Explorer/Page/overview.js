// The first view: traffic, stores, classes.

import { el, reconcile, text } from './dom.js';
import { ago, count, duration, plural, rate } from './format.js';
import { classPath, recordPath } from './json.js';
import { Plot, linear, logarithmic } from './plot.js';
import { getJson } from './server.js';

const filterFrom = 9;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export class Overview {
  title = 'Overview';
  path = [];
  every = 5000;

  #throughput = new Plot('Operations per second', [
    { name: 'Reads', className: 'reads', valueOf: sample => sample.reads.rate },
    { name: 'Writes', className: 'writes', valueOf: sample => sample.writes.rate },
    { name: 'Failed', className: 'failed', valueOf: sample => sample.reads.failed + sample.writes.failed, onlyIfAny: true },
  ], linear, rate);

  #latency = new Plot('Latency', [
    { name: 'Reads, median', className: 'reads', valueOf: sample => sample.reads.median },
    { name: 'Reads, 99 %', className: 'reads slow', valueOf: sample => sample.reads.slow },
    { name: 'Writes, median', className: 'writes', valueOf: sample => sample.writes.median },
    { name: 'Writes, 99 %', className: 'writes slow', valueOf: sample => sample.writes.slow },
  ], logarithmic, duration);

  #stores = el('ul', { class: 'stores', role: 'list' });
  #classes = el('ul', { class: 'rows classes', role: 'list' });
  #note = el('p', { class: 'note' });
  #none = el('p', { class: 'empty', hidden: true });
  #filter = el('input', { type: 'search', id: 'filter', autocomplete: 'off', spellcheck: 'false', placeholder: 'Filter' });
  #filterBox = el('div', { class: 'filter', hidden: true }, el('label', { for: 'filter', class: 'unseen' }, 'Filter classes by name'), this.#filter);
  #answer = null;

  constructor(traffic) {
    this.traffic = traffic;
    this.#filter.addEventListener('input', () => this.#showClasses());
    this.element = el('div', { class: 'view' },
      el('h1', { class: 'unseen', tabindex: '-1' }, 'Overview'),
      el('div', { class: 'plots' }, this.#throughput.element, this.#latency.element),
      el('section', { 'aria-labelledby': 'stores' }, el('h2', { id: 'stores' }, 'Stores'), this.#stores),
      el('section', { 'aria-labelledby': 'classes' },
        el('div', { class: 'bar' }, el('h2', { id: 'classes' }, 'Classes'), this.#filterBox, goTo()),
        this.#classes, this.#none, this.#note));
    this.draw();
  }

  async refresh(signal) {
    this.#answer = await getJson('explorer/overview', signal);
    this.#showStores();
    this.#showClasses();
  }

  draw() {
    this.#throughput.draw(this.traffic.samples);
    this.#latency.draw(this.traffic.samples);
    this.#showStores();
  }

  #showStores() {
    if (this.#answer) {
      reconcile(this.#stores, this.#answer.stores, store => store.store, store => new StoreCard(store).element, (element, store) =>
        element.card.update(store, this.traffic.stores.get(store.store)));
    }
  }

  #showClasses() {
    const stores = this.#answer?.stores ?? [];
    const all = stores.flatMap(store => [
      ...(store.counts?.classes ?? []).map(found => ({ ...found, store: store.store, atLeast: !store.counts.complete, isReached: true })),
      ...(store.counts?.unreachable ?? []).map(found => ({ ...found, store: store.store, atLeast: !store.counts.complete, isReached: false })),
    ]);
    this.#filterBox.hidden = all.length < filterFrom;
    const wanted = this.#filter.value.trim().toLowerCase();
    const shown = all.filter(found => found.class_name.toLowerCase().includes(wanted));
    const largest = Math.max(1, ...shown.map(found => found.records));
    reconcile(this.#classes, shown, found => `${found.store} ${found.class_name} ${found.isReached}`, found => classRow(found, stores.length > 1), (row, found) => {
      text(row.querySelector('.number'), `${found.atLeast ? '≥ ' : ''}${count(found.records)}`);
      text(row.querySelector('.unit'), found.records === 1 ? ' record' : ' records');
      row.querySelector('.share').style.inlineSize = `${Math.max(2, 100 * found.records / largest)}%`;
    });
    this.#tell(stores, all, shown);
  }

  #tell(stores, all, shown) {
    const waiting = stores.some(store => !store.counts);
    const failed = stores.filter(store => store.counts?.code);
    this.#none.hidden = shown.length > 0;
    text(this.#none, all.length > 0 ? 'No class has this in its name.'
      : waiting ? 'Counting…'
      : failed.length === stores.length && failed.length > 0 ? 'The classes could not be counted. One can still be opened by its name.'
      : this.#answer?.all_classes === false ? 'There is no record of a class that your key opens.'
      : 'Nothing is stored yet. What you dump appears here.');
    const counted = stores.map(store => store.counts?.counted).filter(time => time).sort()[0];
    const parts = [
      counted && all.length > 0 ? `Counted ${ago(counted)}. A record that has expired may count until it is removed.` : '',
      stores.some(store => store.counts && !store.counts.complete && !store.counts.code) ? 'A store was too large to be counted whole: “≥” means at least.' : '',
      all.some(found => !found.isReached) ? 'Dimmed classes lie in a store that is not the one of their class, or are not accepted here.' : '',
      this.#answer?.all_classes === false ? 'Your key is limited: other classes are not shown.' : '',
    ];
    text(this.#note, parts.filter(part => part).join(' '));
  }
}

class StoreCard {
  #status = el('span', { class: 'status' });
  #name = el('h3');
  #facts = el('p', { class: 'facts' });
  #calls = el('p', { class: 'facts' });
  #warnings = el('ul', { class: 'warnings', role: 'list' });
  #settings = el('dl', { class: 'settings' });
  #details = el('details', { hidden: true }, el('summary', null, 'Settings of its server'), this.#settings);

  constructor() {
    this.element = el('li', { class: 'card' },
      el('div', { class: 'bar' }, this.#name, this.#status), this.#facts, this.#calls, this.#warnings, this.#details);
    this.element.card = this;
  }

  update(store, traffic) {
    const isUp = store.status === 'up';
    text(this.#name, store.store);
    text(this.#status, isUp ? 'up' : 'down');
    this.#status.className = `status ${store.status}`;
    const classes = store.counts ? [...store.counts.classes, ...store.counts.unreachable] : [];
    const records = classes.reduce((sum, found) => sum + found.records, 0);
    text(this.#facts, !isUp ? `Does not answer: ${store.code}`
      : !store.counts ? 'Counting…'
      : store.counts.code ? `Not counted: ${store.counts.code}`
      : `${store.counts.complete ? '' : 'At least '}${plural(records, 'record')} in ${plural(classes.length, 'class')}`);
    text(this.#calls, traffic && traffic.rate > 0
      ? `${rate(traffic.rate)} calls/s, median ${duration(traffic.median)}${traffic.failed > 0 ? `, ${rate(traffic.failed)} failed/s` : ''}`
      : 'No calls right now');
    reconcile(this.#warnings, store.warnings, warning => warning, () => el('li'), (item, warning) => text(item, warning));
    const settings = Object.entries(store.settings);
    this.#details.hidden = settings.length === 0;
    reconcile(this.#settings, settings, ([name]) => name, ([name]) => el('div', null, el('dt', null, name), el('dd')), (item, [, value]) =>
      text(item.querySelector('dd'), value));
  }
}

function classRow(found, showsStore) {
  const inner = [
    el('span', { class: 'what' }, found.class_name),
    showsStore ? el('span', { class: 'aside' }, found.store) : null,
    el('span', { class: 'track', 'aria-hidden': 'true' }, el('span', { class: 'share' })),
    el('span', { class: 'number' }), el('span', { class: 'unseen unit' }),
  ];
  return found.isReached
    ? el('li', null, el('a', { class: 'row', href: classPath(found.class_name) }, ...inner))
    : el('li', null, el('div', { class: 'row unreached' }, ...inner));
}

// Opens a class, or a record by its reference, typed or pasted in any of the ways people have it.
function goTo() {
  const input = el('input', { id: 'go', autocomplete: 'off', spellcheck: 'false', placeholder: 'Class, Class/id or a reference' });
  const form = el('form', { class: 'go' },
    el('label', { for: 'go', class: 'unseen' }, 'Open a class, or a record by its reference'), input, el('button', { type: 'submit' }, 'Open'));
  form.addEventListener('submit', event => {
    event.preventDefault();
    const target = targetOf(input.value.trim());
    input.setCustomValidity(target ? '' : 'Write a class name, Class/id, or a reference as JSON.');
    if (target) {
      location.hash = target;
    } else {
      input.reportValidity();
    }
  });
  input.addEventListener('input', () => input.setCustomValidity(''));
  return form;
}

function targetOf(typed) {
  if (typed.startsWith('{')) {
    try {
      const reference = JSON.parse(typed);
      return typeof reference.class_name === 'string' && typeof reference.id === 'string' ? recordPath(reference.class_name, reference.id) : null;
    } catch {
      return null;
    }
  }
  const [className, id, ...more] = typed.split('/');
  return !className || more.length > 0 || (id !== undefined && !uuid.test(id)) ? null : id ? recordPath(className, id) : classPath(className);
}
