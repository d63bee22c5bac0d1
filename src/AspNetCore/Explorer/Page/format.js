// How figures and times are written.

const units = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const count = number => number.toLocaleString('en');

export const plural = (number, word) => `${count(number)} ${word}${number === 1 ? '' : word.endsWith('s') ? 'es' : 's'}`;

export function rate(number) {
  return number >= 100 || Number.isInteger(number) ? count(Math.round(number)) : number.toFixed(1);
}

export function duration(seconds) {
  const [value, unit] = seconds < 1e-3 ? [seconds * 1e6, 'µs'] : seconds < 1 ? [seconds * 1e3, 'ms'] : [seconds, 's'];
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(2))} ${unit}`;
}

export function bytes(number) {
  const [value, unit] = number < 1024 ? [number, 'B'] : number < 1048576 ? [number / 1024, 'KiB'] : [number / 1048576, 'MiB'];
  return `${value >= 100 || unit === 'B' ? Math.round(value) : value.toFixed(1)} ${unit}`;
}

export function dateOf(iso) {
  // Seven digits behind the point are one too many for some engines.
  return new Date(iso.replace(/(\.\d{3})\d+/, '$1'));
}

export const moment = iso => absolute.format(dateOf(iso));

export function ago(iso) {
  const seconds = (dateOf(iso) - Date.now()) / 1000;
  if (Math.abs(seconds) < 5) {
    return 'just now';
  }
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return relative.format(Math.round(seconds / size), unit);
}

// Characters that turn the direction of writing or cannot be seen are written as escapes: a text must not look like another one.
export function visible(value) {
  return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
