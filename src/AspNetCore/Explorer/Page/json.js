// Shows JSON as it is stored. JSON.parse would round long numbers, so the text is taken apart here and numbers stay text.

import { el } from './dom.js';
import { visible } from './format.js';

const token = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// Gives the elements of indented JSON, at most so many tokens, and whether that was all.
export function show(source, mostTokens) {
  const tokens = source.match(token) ?? [];
  const shown = tokens.slice(0, mostTokens);
  const out = [];
  let line = '';
  let depth = 0;
  const flush = () => {
    if (line) {
      out.push(line);
      line = '';
    }
  };
  const breakLine = () => {
    line += `\n${'  '.repeat(depth)}`;
  };
  shown.forEach((part, i) => {
    if (part === '{' || part === '[') {
      line += part;
      if (shown[i + 1] !== '}' && shown[i + 1] !== ']') {
        depth++;
        breakLine();
      }
    } else if (part === '}' || part === ']') {
      if (shown[i - 1] !== '{' && shown[i - 1] !== '[') {
        depth--;
        breakLine();
      }
      line += part;
    } else if (part === ',') {
      line += ',';
      breakLine();
    } else if (part === ':') {
      line += ': ';
    } else {
      flush();
      out.push(value(shown, i));
    }
  });
  flush();
  return { elements: out, isWhole: shown.length === tokens.length, tokens: tokens.length };
}

function value(tokens, i) {
  const part = tokens[i];
  if (part[0] !== '"') {
    return el('span', { class: /^[-0-9]/.test(part) ? 'number' : 'word' }, part);
  }
  const written = visible(JSON.stringify(JSON.parse(part)));
  if (tokens[i + 1] === ':') {
    return el('span', { class: 'name' }, written);
  }
  const target = reference(tokens, i);
  return target ? el('a', { href: target }, written) : el('span', { class: 'string' }, written);
}

// An object of class_name and id, in this order or the other, refers to a record: its id leads there.
function reference(tokens, i) {
  if (tokens[i - 2] !== '"id"' || tokens[i - 1] !== ':' || !uuid.test(tokens[i].slice(1, -1))) {
    return null;
  }
  const before = tokens[i - 3] === ',' && tokens[i - 5] === ':' && tokens[i - 6] === '"class_name"' && tokens[i - 7] === '{' && tokens[i + 1] === '}';
  const after = tokens[i - 3] === '{' && tokens[i + 1] === ',' && tokens[i + 2] === '"class_name"' && tokens[i + 3] === ':' && tokens[i + 5] === '}';
  const className = before ? tokens[i - 4] : after ? tokens[i + 4] : null;
  return className?.[0] === '"' ? recordPath(JSON.parse(className), tokens[i].slice(1, -1)) : null;
}

export const classPath = className => `#/${encodeURIComponent(className)}`;

export const recordPath = (className, id) => `${classPath(className)}/${encodeURIComponent(id)}`;
