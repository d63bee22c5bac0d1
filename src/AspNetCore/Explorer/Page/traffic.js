// Makes rates and latencies of the sums the server gives: what happened between two answers.

import { getJson } from './server.js';

const keep = 61;

export class Traffic {
  samples = [];
  stores = new Map();
  #last = null;

  async ask(signal) {
    const sums = await getJson('explorer/traffic', signal);
    const before = this.#last;
    this.#last = sums;
    if (before === null || sums.seconds <= before.seconds) {
      // The first answer, or a server that was started anew: there is nothing to compare with.
      this.samples = [];
      this.stores.clear();
      return;
    }
    const seconds = sums.seconds - before.seconds;
    this.samples.push({
      at: sums.seconds,
      reads: difference(sums.reads, before.reads, seconds, sums.bounds),
      writes: difference(sums.writes, before.writes, seconds, sums.bounds),
    });
    if (this.samples.length > keep) {
      this.samples.shift();
    }
    const known = new Map(before.stores.map(store => [store.store, store]));
    for (const store of sums.stores) {
      this.stores.set(store.store, difference(store, known.get(store.store), seconds, sums.bounds));
    }
  }

  // After a pause the next answer is compared with the one after it, not with one of long ago.
  rest() {
    this.#last = null;
  }
}

function difference(now, before, seconds, bounds) {
  const counts = now.counts.map((count, i) => count - (before?.counts[i] ?? 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    rate: total / seconds,
    failed: (now.failed - (before?.failed ?? 0)) / seconds,
    median: quantile(counts, total, bounds, 0.5),
    slow: quantile(counts, total, bounds, 0.99),
  };
}

// Within a step the operations are taken to lie evenly on the logarithmic scale.
function quantile(counts, total, bounds, share) {
  if (total === 0) {
    return null;
  }
  let left = share * total;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] >= left && counts[i] > 0) {
      const upper = bounds[Math.min(i, bounds.length - 1)];
      const lower = i === 0 ? upper / Math.SQRT2 : bounds[i - 1];
      return lower * (upper / lower) ** (left / counts[i]);
    }
    left -= counts[i];
  }
  return bounds.at(-1);
}
