// Makes elements. Whatever comes from the server becomes text, never markup: nothing here parses any.

const svgSpace = 'http://www.w3.org/2000/svg';

export function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(svgSpace, name), attributes, children);
}

export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

// Brings the children of a list in line with items, keeping the elements of those that stay, so that nobody loses the focus.
export function reconcile(list, items, keyOf, create, update) {
  const known = new Map([...list.children].map(child => [child.dataset.key, child]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = known.get(key);
    known.delete(key);
    if (!child) {
      child = create(item);
      child.dataset.key = key;
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(child, place);
    }
    update(child, item);
  }
  for (const gone of known.values()) {
    gone.remove();
  }
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}
