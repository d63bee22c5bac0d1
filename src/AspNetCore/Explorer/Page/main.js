// Shows the view that the address names, and keeps it and the plots up to date while somebody can see them.

import { el, text } from './dom.js';
import { Listing } from './listing.js';
import { Overview } from './overview.js';
import { RecordView } from './record.js';
import { Refused, Unauthenticated, Unreachable, key } from './server.js';
import { SignIn } from './signin.js';
import { Traffic } from './traffic.js';

const trafficEvery = 2000;
const retryEvery = 3000;

const main = document.getElementById('main');
const path = document.getElementById('path');
const state = document.getElementById('state');
const trouble = document.getElementById('trouble');
const signOut = document.getElementById('sign-out');
const traffic = new Traffic();

// What is wrong, by who found it: the view or the plots.
const problems = new Map();

let view = null;
let running = new AbortController();

function viewOf(hash) {
  const [place, query] = hash.replace(/^#\/?/, '').split('?');
  try {
    const [className, id] = place.split('/').filter(part => part).map(decodeURIComponent);
    return !className ? new Overview(traffic)
      : id ? new RecordView(className, id)
      : new Listing(className, new URLSearchParams(query).get('after'));
  } catch {
    // An address that somebody has cut short.
    return new Overview(traffic);
  }
}

function show(next, focus) {
  running.abort();
  running = new AbortController();
  view = next;
  document.title = next.title === 'Overview' ? 'Toast' : `${next.title} – Toast`;
  path.replaceChildren(...crumbs(next.path));
  signOut.hidden = key.get() === null;
  problems.clear();
  complain(null, '');
  main.replaceChildren(next.element);
  scrollTo(0, 0);
  if (next instanceof SignIn) {
    text(state, '');
    next.focus();
    return;
  }
  if (focus) {
    main.querySelector('h1').focus({ preventScroll: true });
  }
  keepUpToDate(signal => view.refresh(signal), () => view.every, running.signal);
  keepUpToDate(async signal => {
    await traffic.ask(signal);
    view.draw?.();
  }, () => trafficEvery, running.signal);
}

function crumbs(steps) {
  return steps.map((step, i) => {
    const isLast = i === steps.length - 1;
    const attributes = { class: step.isId ? 'mono' : null, 'aria-current': isLast ? 'page' : null };
    return step.href && !isLast ? el('a', { ...attributes, href: step.href }, step.name) : el('span', attributes, step.name);
  });
}

// Does something now and again and again, not while the page is hidden; what is asked for once only is asked for until there is an answer.
async function keepUpToDate(work, every, signal) {
  while (!signal.aborted) {
    let pause = every();
    try {
      await seen(signal);
      await work(signal);
      if (signal.aborted) {
        return;
      }
      complain(work, '');
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      if (failure instanceof Unauthenticated) {
        key.forget();
        show(new SignIn(failure.hadKey, () => show(viewOf(location.hash), true)), false);
        return;
      }
      pause = Math.max(pause ?? 0, retryEvery);
      if (!told(work, failure)) {
        return;
      }
    }
    if (pause === undefined) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

// Tells what is wrong; true if it may pass.
function told(work, failure) {
  const mayPass = failure instanceof Unreachable || (failure instanceof Refused && (failure.status >= 500 || failure.status === 429));
  complain(work, failure instanceof Refused && failure.status === 403 ? 'Your API key does not open this class. Sign out to use another key.'
    : failure instanceof Unreachable ? `${failure.message} Trying again…`
    : failure.message);
  main.querySelector('.view > .empty')?.replaceChildren();
  return mayPass;
}

function complain(work, problem) {
  if (problem === '') {
    problems.delete(work);
  } else {
    problems.set(work, problem);
  }
  const first = [...problems.values()][0] ?? '';
  trouble.hidden = first === '';
  text(trouble, first);
  text(state, first === '' ? 'live' : '');
}

async function seen(signal) {
  if (!document.hidden) {
    return;
  }
  traffic.rest();
  await new Promise(resolve => {
    document.addEventListener('visibilitychange', resolve, { once: true, signal });
    signal.addEventListener('abort', resolve, { once: true });
  });
}

signOut.addEventListener('click', () => {
  key.forget();
  traffic.rest();
  show(new SignIn(false, () => show(viewOf(location.hash), true)), false);
});
document.querySelector('.skip').addEventListener('click', event => {
  // Its address would be taken for that of a view.
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => show(viewOf(location.hash), true));
addEventListener('toast:refresh', () => show(viewOf(location.hash), false));
show(viewOf(location.hash), false);
