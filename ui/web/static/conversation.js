// The chat that is shown: its questions and answers, drawn by the server from what this browser
// kept of them, or here where nothing came yet.
import { announce, made, parsed, posted, there, Unreachable } from './dom.js';
import * as store from './store.js';

let shown = null;
let drawing = Promise.resolve();
const drawn = new Map(); // by key: when its record came, and the element
const AT_ONCE = 20;
const { say, sayMany } = dateline;

export const shownChat = () => shown;

const turnsPlace = () => document.getElementById('turns');
const elementOf = (key) => turnsPlace().querySelector(`[data-key="${CSS.escape(key)}"]`);

const button = (words, name, key) =>
  made('button', { type: 'button', 'data-do': name, 'data-for': key }, words);

// What can be done with a question: shown beside its answer.
const doings = (turn) => {
  const found = [];
  if (turn.state === 'waiting') {
    found.push(button(say('Edit'), 'edit', turn.key), button(say('Take away'), 'remove', turn.key));
  } else if (turn.state === 'failed' || turn.state === 'stopped') {
    found.push(button(say('Ask again'), 'again', turn.key), button(say('Edit'), 'edit', turn.key));
  } else if (turn.state === 'done' && !turn.record?.answer?.remark) {
    found.push(button(say('Edit and ask again'), 'edit', turn.key));
  }
  return found;
};

const followUps = (questions) => made(
  'section', { class: 'follow-ups' },
  made('h3', {}, say('Ask on')),
  made('ul', {}, ...questions.map((question) =>
    made('li', {}, made('button', { type: 'button', 'data-question': question }, question)))),
);

const decorated = new WeakMap();

// Puts around an answer what belongs to it here; nothing is touched that is as it should be.
const decorate = (element, turn) => {
  const wanted = JSON.stringify([turn.state, turn.followUps]);
  if (decorated.get(element) === wanted) return;
  decorated.set(element, wanted);
  element.querySelector(':scope > .follow-ups')?.remove();
  if (turn.followUps?.length) element.append(followUps(turn.followUps));
  element.querySelector(':scope > .doings')?.remove();
  const found = doings(turn);
  const heading = element.querySelector(':scope > h2');
  if (found.length) heading.after(made('p', { class: 'doings' }, ...found));
  element.dispatchEvent(new CustomEvent('drawn', { bubbles: true, detail: turn }));
};

// A question of which the server has said nothing: what is known of it here.
const local = (turn, ahead = 0) => {
  const said = made('div', {});
  const busy = turn.state === 'waiting' || turn.state === 'asked';
  if (turn.state === 'waiting' && turn.owner === store.tab) {
    const words = sayMany('Waits for your question before it.',
      'Waits for your %(num)s questions before it.', ahead);
    said.append(made('p', { class: 'searching' }, ahead ? words : say('Searching the archive …')));
  } else if (busy) {
    const own = turn.owner === store.tab;
    const words = own ? say('Searching the archive …') : say('Being answered in another tab …');
    said.append(made('p', { class: 'searching' }, words));
  } else if (turn.failure) {
    said.append(made('p', { class: 'failure' }, turn.failure));
  } else if (turn.state === 'stopped') {
    said.append(made('p', { class: 'stopped' }, say('Stopped before it was finished.')));
  } else if (turn.record?.answer) {
    said.append(made('p', { class: 'sentences' }, turn.record.answer.text));
  }
  return made(
    'article',
    // By which it is known whether anything of it has changed.
    { class: 'turn', 'data-key': turn.key, 'aria-busy': busy && 'true',
      'data-local': [turn.state, ahead, turn.failure ?? ''].join() },
    made('h2', {}, turn.question),
    ...said.childNodes,
  );
};

// The elements of kept questions, by their keys; those that the server cannot draw now are left out.
const drawnByServer = async (turns) => {
  const found = new Map();
  for (let at = 0; at < turns.length; at += AT_ONCE) {
    const records = turns.slice(at, at + AT_ONCE).map((turn) => turn.record);
    const html = await posted('turns', { turns: records });
    for (const element of [...parsed(html).children]) found.set(element.dataset.key, element);
  }
  return found;
};

const sayBelow = (sentence) => {
  document.getElementById('kept-note')?.remove();
  if (sentence) turnsPlace().after(made('p', { id: 'kept-note', class: 'hint' }, sentence));
};

const redraw = async () => {
  const chat = shown;
  const turns = chat ? await store.turnsOf(chat) : [];
  const missing = turns.filter(
    (turn) => turn.record && drawn.get(turn.key)?.recorded !== turn.recorded,
  );
  let fresh = new Map();
  try {
    fresh = await drawnByServer(missing);
    sayBelow('');
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    sayBelow(error.message);
  }
  if (chat !== shown) return;
  for (const turn of missing) {
    const element = fresh.get(turn.key);
    if (element) drawn.set(turn.key, { recorded: turn.recorded, element });
  }
  const waiting = turns.filter((turn) => turn.state === 'waiting');
  const busy = turns.some((turn) => turn.state === 'asked');
  const wanted = turns.map((turn) => {
    const known = drawn.get(turn.key);
    // What comes of it is drawn as it comes.
    const now = elementOf(turn.key);
    if (turn.state === 'asked' && now?.hasAttribute('aria-busy')) return now;
    const ahead = waiting.indexOf(turn) + (busy ? 1 : 0);
    const element = turn.record && known ? known.element : local(turn, ahead);
    const stays = now && !turn.record && now.dataset.local === String(element.dataset.local);
    const shownNow = stays ? now : element;
    decorate(shownNow, turn);
    return shownNow;
  });
  // What stays is not moved: it would lose the focus.
  const place = turnsPlace();
  for (const each of [...place.children]) if (!wanted.includes(each)) each.remove();
  wanted.forEach((each, n) => {
    if (place.children[n] !== each) place.insertBefore(each, place.children[n] ?? null);
  });
  turnsPlace().dispatchEvent(new Event('changed', { bubbles: true }));
};

// Draws the chat that is shown as this browser has it. One drawing after the other.
export const draw = () => {
  drawing = drawing.then(redraw, redraw);
  return drawing;
};

export const show = async (chat) => {
  if (chat !== shown) turnsPlace()?.replaceChildren();
  shown = chat;
  await there('#turns');
  await draw();
};

// A fuller answer, of whatever chat it is.
export const replace = (key, element) => {
  const before = elementOf(key);
  if (before) before.replaceWith(element);
  return Boolean(before);
};

// The whole answer, as it is kept.
export const settle = (turn, element) => {
  drawn.set(turn.key, { recorded: turn.recorded, element });
};

export const bringToTop = (key) => elementOf(key)?.scrollIntoView({ block: 'start' });

export const said = announce;
