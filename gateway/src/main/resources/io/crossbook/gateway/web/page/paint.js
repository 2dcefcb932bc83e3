// Writes to the page: once a frame, and only what has changed. Nobody else asks for frames.

const waiting = new Map();

/** Does this work with the next frame; what was waiting under the same name is replaced. */
export function soon(name, work) {
  if (waiting.size === 0) {
    requestAnimationFrame(run);
  }
  waiting.set(name, work);
}

function run() {
  const works = [...waiting.values()];
  waiting.clear();
  works.forEach(work => work());
}

export const byId = id => document.getElementById(id);

/** An element with its class, text or children; text is never read as HTML. */
export function make(tag, classes = "", ...inside) {
  const node = document.createElement(tag);
  if (classes) {
    node.className = classes;
  }
  node.append(...inside);
  return node;
}

export function text(node, words) {
  if (node.textContent !== words) {
    node.textContent = words;
  }
}

export function attribute(node, name, value) {
  if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

export function classes(node, wanted) {
  if (node.className !== wanted) {
    node.className = wanted;
  }
}

export function shown(node, wanted) {
  if (node.hidden === wanted) {
    node.hidden = !wanted;
  }
}

/** Makes a list show these items: a node for each key stays the same node, unmoved where it can, so that the focus stays where it is. */
export function list(parent, items, key, create, update) {
  const old = parent.nodes ?? new Map();
  const wanted = new Map(items.map(item => [key(item), item]));
  old.forEach((node, name) => wanted.has(name) || node.remove());
  parent.nodes = new Map();
  let before = parent.firstElementChild;
  wanted.forEach((item, name) => {
    const node = old.get(name) ?? create(item);
    parent.nodes.set(name, node);
    update(node, item);
    if (node === before) {
      before = before.nextElementSibling;
    } else {
      parent.insertBefore(node, before);
    }
  });
}
