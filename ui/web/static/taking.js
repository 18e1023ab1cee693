// Answers and quotes are copied as plain text, and files of answers and of whole chats are asked
// for at `export`.
import { announce } from './dom.js';
import * as places from './places.js';
import * as store from './store.js';

const SHOWN = 3000;
const timers = new WeakMap();

// Shown beside the button and read out; the same words again are read again.
const tell = (button, words, stays = false) => {
  const told = button.closest('.taking').querySelector('.told');
  clearTimeout(timers.get(told));
  told.textContent = words;
  announce('');
  setTimeout(() => announce(words), 100);
  if (!stays) timers.set(told, setTimeout(() => { told.textContent = ''; }, SHOWN));
};

// Without a secure context browsers have no clipboard but that of what is selected.
const copySelected = (text) => {
  const box = document.createElement('textarea');
  box.value = text;
  box.className = 'taking-copied';
  document.body.append(box);
  box.select();
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {
    // Said below.
  }
  box.remove();
  return done;
};

const copy = async (button) => {
  const text = button.dataset.copied;
  let done = false;
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      // Not allowed to this page: the other way may be.
    }
  }
  done ||= copySelected(text);
  button.focus({ preventScroll: true });
  if (done) tell(button, dateline.say('Copied'));
  else tell(button, dateline.say('The browser does not allow copying here.'), true);
};

const nameOf = (reply) => {
  const told = reply.headers.get('content-disposition') ?? '';
  return decodeURIComponent(told.match(/filename\*=UTF-8''([^;]+)/)?.[1] ?? 'dateline');
};

const save = (file, name) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

const wanted = async (button) => {
  const format = button.dataset.export;
  if (!button.closest('#export-chat')) {
    const { record } = await store.turn(button.closest('.turn').dataset.key);
    return { format, name: '', turns: [record] };
  }
  const id = places.place().chat;
  const turns = (await store.turnsOf(id)).filter((turn) => turn.record);
  const { name } = (await store.chat(id)) ?? {};
  return { format, name: name || dateline.say('Chat'), turns: turns.map((turn) => turn.record) };
};

const download = async (button) => {
  const menu = button.closest('.export');
  menu.open = false;
  menu.querySelector('summary').focus({ preventScroll: true });
  try {
    const body = JSON.stringify(await wanted(button));
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch('export', { method: 'POST', headers, body });
    if (!reply.ok) {
      tell(button, await reply.text(), true);
      return;
    }
    save(await reply.blob(), nameOf(reply));
    tell(button, dateline.say('Saved'));
  } catch {
    tell(button, dateline.say('The server does not answer. Please try again.'), true);
  }
};

const close = (menus) => menus.forEach((menu) => { menu.open = false; });
const opened = () => [...document.querySelectorAll('.export[open]')];

export const begin = () => {
  // Before all others: what is copied within a source is no click that opens it.
  document.addEventListener('click', (event) => {
    const taking = event.target.closest('.taking');
    close(opened().filter((menu) => !menu.contains(event.target)));
    if (!taking) return;
    event.stopPropagation();
    const button = event.target.closest('button');
    if (button?.dataset.copied) copy(button);
    if (button?.dataset.export) download(button);
  }, true);
  document.addEventListener('keydown', (event) => {
    const [menu] = opened();
    if (event.key !== 'Escape' || !menu) return;
    event.stopPropagation();
    menu.querySelector('summary').focus();
    close([menu]);
  }, true);
};
