// The list of a reader's uploads, as the server tells it, drawn anew where something has changed.
import { parsed } from './dom.js';

const nameOf = (node) => node?.dataset?.uploadDo ?? node?.getAttribute?.('href')
  ?? node?.dataset?.question ?? node?.parentElement?.dataset?.group;

// What is the same stays, so that nothing loses the focus or closes under a reader's hand.
const replace = (old, fresh) => {
  const opened = new Map([...old.querySelectorAll('details')]
    .map((each) => [each.dataset.group, each.open]));
  for (const each of fresh.querySelectorAll('details')) {
    each.open = opened.get(each.dataset.group) ?? each.open;
  }
  const focused = old.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  old.replaceWith(fresh);
  if (!focused) return;
  const again = [...fresh.querySelectorAll('button, a, summary')];
  (again.find((each) => nameOf(each) === focused) ?? again.at(-1))?.focus();
};

const sources = new WeakMap();

// Draws the server's list of uploads in an element; gives its items, the newest first. `isMine`
// says of an upload's id whether this page is sending it.
export const draw = (list, html, isMine) => {
  const fresh = parsed(html).querySelector('ul');
  const known = new Map([...list.querySelectorAll('[data-upload]')]
    .map((item) => [item.dataset.upload, item]));
  const items = [...fresh.children];
  for (const item of items) {
    if (isMine(item.dataset.upload)) item.querySelector('.orphan')?.remove();
    sources.set(item, item.outerHTML);
  }
  if (!list.firstElementChild) list.append(document.createElement('ul'));
  const inner = list.firstElementChild;
  for (const [id, item] of known) {
    if (!items.some((each) => each.dataset.upload === id)) item.remove();
  }
  let before = null;
  for (const item of items) {
    const old = known.get(item.dataset.upload);
    let shown = old;
    if (!old) {
      if (before) before.after(item);
      else inner.prepend(item);
      shown = item;
    } else if (sources.get(old) !== sources.get(item)) {
      replace(old, item);
      shown = item;
    }
    before = shown;
  }
  return [...inner.children];
};
