// A small line plot over the last two minutes. The newest sample is at the right edge.

import { el, svg, text } from './dom.js';

const height = 150;
const span = 120;
const margin = { top: 10, right: 8, bottom: 20, left: 52 };

export class Plot {
  #area = svg('svg', { height, role: 'img', 'aria-live': 'off' });
  #grid = svg('g', { class: 'grid' });
  #lines = svg('g');
  #cursor = svg('line', { class: 'cursor', visibility: 'hidden' });
  #legend = el('dl', { class: 'legend' });
  #samples = [];
  #pointer = null;

  // series: [{ name, className, valueOf(sample), onlyIfAny }]; scale gives { ticks, place(value) } for the values that are shown.
  constructor(title, series, scale, write) {
    this.series = series;
    this.scale = scale;
    this.write = write;
    this.title = title;
    this.#area.append(this.#grid, this.#lines, this.#cursor);
    this.paths = series.map(one => this.#lines.appendChild(svg('path', { class: `line ${one.className}` })));
    this.values = series.map(one => {
      const value = el('dd', null, '–');
      this.#legend.append(el('div', { class: one.className }, el('dt', null, one.name), value));
      return value;
    });
    this.element = el('section', { class: 'card plot' }, el('h2', null, title), this.#legend, this.#area);
    this.#area.addEventListener('pointermove', event => this.#point(event.offsetX));
    this.#area.addEventListener('pointerleave', () => this.#point(null));
    new ResizeObserver(() => this.draw(this.#samples)).observe(this.#area);
  }

  draw(samples) {
    this.#samples = samples;
    const width = this.#area.clientWidth;
    if (width === 0) {
      return;
    }
    this.#area.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const newest = samples.at(-1)?.at ?? 0;
    const values = samples.flatMap(sample => this.series.map(one => one.valueOf(sample))).filter(value => value !== null);
    const scale = this.scale(values);
    const x = at => margin.left + (width - margin.left - margin.right) * (1 - (newest - at) / span);
    const y = value => margin.top + (height - margin.top - margin.bottom) * (1 - scale.place(value));
    this.x = x;
    this.#drawGrid(scale, width, y);
    this.series.forEach((one, i) => this.paths[i].setAttribute('d', trace(samples, one, x, y)));
    this.#tell();
  }

  #drawGrid(scale, width, y) {
    const bottom = height - 5;
    this.#grid.replaceChildren(
      ...scale.ticks.flatMap(tick => [
        svg('line', { x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick) }),
        svg('text', { x: margin.left - 8, y: y(tick) + 4, 'text-anchor': 'end' }, this.write(tick)),
      ]),
      svg('text', { x: margin.left, y: bottom }, '2 min ago'),
      svg('text', { x: width - margin.right, y: bottom, 'text-anchor': 'end' }, 'now'));
  }

  #point(x) {
    this.#pointer = x;
    this.#tell();
  }

  // Writes the figures of the newest sample, or of the one under the pointer.
  #tell() {
    let sample = this.#samples.at(-1);
    this.#cursor.setAttribute('visibility', 'hidden');
    if (sample && this.#pointer !== null) {
      const distance = candidate => Math.abs(this.x(candidate.at) - this.#pointer);
      sample = this.#samples.reduce((best, candidate) => distance(candidate) < distance(best) ? candidate : best);
      const x = this.x(sample.at);
      for (const [name, value] of Object.entries({ x1: x, x2: x, y1: margin.top, y2: height - margin.bottom, visibility: 'visible' })) {
        this.#cursor.setAttribute(name, value);
      }
    }
    const written = this.series.map(one => {
      const value = sample ? one.valueOf(sample) : null;
      return value === null ? '–' : this.write(value);
    });
    written.forEach((value, i) => text(this.values[i], value));
    this.#area.setAttribute('aria-label', `${this.title}: ${this.series.map((one, i) => `${one.name} ${written[i]}`).join(', ')}`);
  }
}

// Where there is no value the line breaks; a value alone is a dot.
function trace(samples, one, x, y) {
  let path = '';
  let drawing = false;
  for (const sample of samples) {
    const value = one.valueOf(sample);
    if (value === null || (one.onlyIfAny && value === 0)) {
      drawing = false;
      continue;
    }
    const place = `${x(sample.at).toFixed(1)} ${y(value).toFixed(1)}`;
    path += drawing ? `L${place}` : `M${place}h0`;
    drawing = true;
  }
  return path;
}

export function linear(values) {
  const largest = Math.max(...values, 1);
  const step = [1, 2, 5, 10].map(factor => factor * 10 ** Math.floor(Math.log10(largest / 3))).find(candidate => candidate * 3 >= largest);
  return { ticks: [0, step, 2 * step, 3 * step], place: value => value / (3 * step) };
}

export function logarithmic(values) {
  const low = Math.floor(Math.log10(Math.min(...values, 1e-4)));
  const high = Math.max(low + 2, Math.ceil(Math.log10(Math.max(...values, 1e-3))));
  const every = high - low > 4 ? 2 : 1;
  const ticks = [];
  for (let power = low; power <= high; power += every) {
    ticks.push(10 ** power);
  }
  return { ticks, place: value => (Math.log10(value) - low) / (high - low) };
}
