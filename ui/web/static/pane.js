// The article beside an answer. A link to it opens it here, at its words; Back, Escape and the
// button close it and give the focus back.
import { made, parsed, there } from './dom.js';
import * as places from './places.js';

const { say } = dateline;
const narrow = window.matchMedia('(max-width: 800px)');
let opener = null;
let asked = null;

const pane = () => document.getElementById('pane');
const shown = () => pane().querySelector('.source');

// Over a small screen the article lies on top of the rest, which then cannot be reached.
const cover = () => {
  for (const id of ['main', 'top', 'chats']) {
    document.getElementById(id).inert = Boolean(shown()) && narrow.matches;
  }
};

const mark = () => {
  for (const each of document.querySelectorAll('[data-open]')) delete each.dataset.open;
  const address = places.place().pane;
  if (!address) return;
  for (const each of document.querySelectorAll(`#turns a[data-pane="${CSS.escape(address)}"]`)) {
    each.dataset.open = '';
  }
};

const bringIntoView = () => {
  const side = document.getElementById('side');
  side.scrollTop = 0;
  const words = pane().querySelector('mark');
  // Words near the beginning are read under their title; all others in the middle.
  if (words && words.getBoundingClientRect().bottom > side.getBoundingClientRect().bottom) {
    words.scrollIntoView({ block: 'center' });
  }
};

const instead = (sentence) => made(
  'article',
  { class: 'source', 'aria-labelledby': 'source-title' },
  made('div', { class: 'bar' },
    made('button', { type: 'button', class: 'close', 'aria-label': say('Close the article') }, '×')),
  made('h2', { id: 'source-title', tabindex: '-1' }, say('No article to show')),
  made('p', {}, sentence),
);

const fetched = async (address) => {
  try {
    const answer = await fetch(address);
    const text = await answer.text();
    const found = parsed(text).querySelector('.source');
    return found ?? instead(say('The article could not be opened. Please load the page anew.'));
  } catch {
    return instead(say('The server does not answer. Please try again.'));
  }
};

const open = async (address) => {
  asked = address;
  const article = await fetched(address);
  if (asked !== address) return;
  if (!pane().contains(document.activeElement)) opener = document.activeElement;
  pane().replaceChildren(article);
  cover();
  mark();
  pane().querySelector('#source-title').focus({ preventScroll: true });
  bringIntoView();
};

const close = () => {
  asked = null;
  if (!shown()) return;
  pane().replaceChildren();
  mark();
  cover();
  const known = opener && opener !== document.body && opener.isConnected;
  (known ? opener : document.querySelector('#question textarea'))?.focus();
  opener = null;
};

const goThere = () => {
  const { pane: address } = places.place();
  if (address) open(address);
  else close();
};

const clicked = (event) => {
  const link = event.target.closest('a[data-pane]');
  const row = event.target.closest('li[data-pane]');
  const wanted = link ?? (event.target.closest('a, button') ? null : row);
  // A link opens in a tab of its own where the reader wants that.
  if (!wanted || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  // Words of a quote being marked for copying are no click.
  if (!link && String(window.getSelection())) return;
  event.preventDefault();
  if (link) opener = link;
  const address = wanted.dataset.pane;
  // The same words again: they are shown again.
  if (places.place().pane === address && shown()) open(address);
  else places.openPane(address);
};

export const begin = async () => {
  (await there('#turns')).addEventListener('click', clicked);
  await there('#pane');
  pane().addEventListener('click', (event) => {
    if (event.target.closest('.close')) places.closePane();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && shown()) places.closePane();
  });
  narrow.addEventListener('change', cover);
  document.addEventListener('changed', mark);
  places.onGoing((now, before) => {
    if (now.pane !== before.pane) goThere();
  });
  if (places.place().pane) goThere();
};
