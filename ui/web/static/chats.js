// The list of this browser's chats: opened, searched, renamed, deleted, and that taken back.
import { announce, made, there } from './dom.js';
import * as places from './places.js';
import * as store from './store.js';

const { say, sayMany } = dateline;
const UNDO = 15000;
let panel = null;
let wanted = '';
let deleted = null; // the last chat deleted, with its questions

const toggle = () => document.getElementById('show-chats');
const list = () => panel.querySelector('.kept');

const when = (time) => new Date(time).toLocaleDateString(dateline.locale, {
  day: 'numeric', month: 'short', year: 'numeric',
});

const matching = async () => {
  const all = await store.chats();
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return all;
  const said = new Map();
  for (const turn of await store.everyTurn()) {
    const answer = turn.record?.answer?.text ?? '';
    said.set(turn.chat, `${said.get(turn.chat) ?? ''} ${turn.question} ${answer}`);
  }
  return all.filter((chat) => {
    const text = `${chat.name} ${said.get(chat.id) ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};

const row = (chat) => {
  const current = chat.id === places.place().chat;
  return made(
    'li',
    { 'data-chat': chat.id },
    made('a', { href: `./?chat=${chat.id}`, 'aria-current': current && 'page' }, chat.name),
    made('span', { class: 'where' }, when(chat.changed)),
    made('button', { type: 'button', class: 'rename',
      'aria-label': say('Rename: %(name)s', { name: chat.name }) }, say('Rename')),
    made('button', { type: 'button', class: 'delete',
      'aria-label': say('Delete: %(name)s', { name: chat.name }) }, say('Delete')),
  );
};

const draw = async () => {
  if (!panel || list().querySelector('input')) return;
  const found = await matching();
  const focused = document.activeElement?.closest?.('[data-chat]')?.dataset.chat;
  list().replaceChildren(...found.map(row));
  if (focused) list().querySelector(`[data-chat="${focused}"] a`)?.focus();
  const all = (await store.chats()).length;
  panel.querySelector('.none').textContent = found.length ? '' : all
    ? say('No chat has these words.')
    : say('Chats are kept here, in this browser only.');
  panel.querySelector('.find').hidden = all < 2;
  panel.querySelector('.undo').hidden = !deleted;
};

export const open = (isOpen) => {
  panel.hidden = !isOpen;
  toggle().setAttribute('aria-expanded', String(isOpen));
  if (isOpen) draw();
};

const rename = async (id) => {
  const chat = await store.chat(id);
  const item = list().querySelector(`[data-chat="${id}"]`);
  const input = made('input', { type: 'text', maxlength: 200, 'aria-label': say('Name') });
  input.value = chat.name;
  item.replaceChildren(input);
  input.select();
  let over = false;
  const end = async (keeps) => {
    if (over) return;
    over = true;
    const name = input.value.replace(/\s+/g, ' ').trim();
    input.remove();
    if (keeps && name && name !== chat.name) await store.putChat({ ...chat, name });
    await draw();
    list().querySelector(`[data-chat="${id}"] .rename`)?.focus();
  };
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || !['Enter', 'Escape'].includes(event.key)) return;
    event.stopPropagation();
    event.preventDefault();
    end(event.key === 'Enter');
  });
  input.addEventListener('blur', () => end(true));
};

const remove = async (id) => {
  const chat = await store.chat(id);
  const mine = { chat, turns: await store.turnsOf(id) };
  deleted = mine;
  await store.removeChat(id);
  announce(say('Deleted: %(name)s', { name: chat.name }));
  if (places.place().chat === id) places.go({ chat: null, pane: null }, { replacing: true });
  await draw();
  panel.querySelector('.undo button').focus();
  setTimeout(() => {
    if (deleted !== mine) return;
    deleted = null;
    draw();
  }, UNDO);
};

const undo = async () => {
  if (!deleted) return;
  const { chat, turns } = deleted;
  deleted = null;
  await store.restoreChat(chat, turns);
  places.go({ chat: chat.id, pane: null });
};

const clicked = (event) => {
  const id = event.target.closest('[data-chat]')?.dataset.chat;
  if (event.target.closest('.undo button')) undo();
  else if (event.target.closest('.put-away')) {
    open(false);
    toggle().focus();
  } else if (id && event.target.closest('.rename')) rename(id);
  else if (id && event.target.closest('.delete')) remove(id);
  else if (id && event.target.closest('a') && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    places.go({ chat: id, pane: null });
    // Where the list lies over the chat, it makes way for it.
    if (window.matchMedia('(max-width: 1439px)').matches) open(false);
  }
};

export const begin = async () => {
  panel = (await there('#chats nav'));
  panel.addEventListener('click', clicked);
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    open(false);
    toggle().focus();
  });
  panel.querySelector('.find input').addEventListener('input', (event) => {
    wanted = event.target.value;
    draw();
  });
  (await there('#show-chats')).addEventListener('click', () => {
    open(panel.hidden);
    if (!panel.hidden) panel.querySelector('a, button').focus();
  });
  store.onChange(draw);
  places.onGoing(draw);
  if (!(await store.isLasting())) {
    panel.querySelector('.lasting').textContent =
      say('This browser keeps nothing: chats are lost when the page is closed.');
  }
  const kept = sayMany('%(num)s chat', '%(num)s chats', (await store.chats()).length);
  toggle().title = kept;
};
