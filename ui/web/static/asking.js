// Questions on their way: one at a time of this tab, the others wait here and nothing is lost. A
// question stays with its chat, whatever is shown meanwhile, and comes again after the page was
// loaded anew in the midst of its answer.
import * as conversation from './conversation.js';
import { parsed, posted, Unreachable } from './dom.js';
import * as places from './places.js';
import * as store from './store.js';

const REMEMBERED = 20;
const LONGEST_TOLD = 4000;
const SILENCE = 20000; // milliseconds; the server says something every two seconds
const OTHERS = 10 * 60000; // after which another tab is no longer believed to wait
const { say } = dateline;

let underWay = null; // { key, heard }
let sending = Promise.resolve();
const givers = new Set();

// Calls `give(question, sentence)` when a question comes back without an answer; the sentence says
// why, where nothing else on the page does.
export const onGivenBack = (give) => givers.add(give);
const giveBack = (question, sentence = '') => givers.forEach((give) => give(question, sentence));

const today = () => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

const nameOf = (question) => {
  const plain = question.replace(/\s+/g, ' ').trim();
  return plain.length > 80 ? `${plain.slice(0, 79).trimEnd()}…` : plain;
};

let lastPlace = 0;
const nextPlace = () => {
  lastPlace = Math.max(Date.now(), lastPlace + 1);
  return lastPlace;
};

// What was said before a question: the turns before it, or those up to the one it goes on from.
const historyOf = async (turn) => {
  const all = await store.turnsOf(turn.chat);
  const until = turn.after === undefined ? turn.place : turn.after;
  return all
    .filter((each) => each.place < until && each.record?.answer)
    .slice(-REMEMBERED)
    .map(({ question, record: { answer } }) => [
      question, answer.answered || answer.readings ? answer.text.slice(0, LONGEST_TOLD) : '',
    ]);
};

const mine = async (state) =>
  (await store.turnsInState(state)).filter((turn) => turn.owner === store.tab);

const send = async () => {
  if (underWay) return;
  const [turn] = await mine('waiting');
  if (!turn || underWay) return;
  underWay = { key: turn.key, heard: Date.now() };
  await store.putTurn({ ...turn, state: 'asked' });
  window.dateline.send({
    key: turn.key,
    question: turn.question,
    history: await historyOf(turn),
    limits: { ...turn.limits, today: today() },
    model: turn.model,
  });
};

const sendNext = () => {
  sending = sending.then(send, send);
  return sending;
};

const ended = (key) => {
  if (underWay?.key === key) underWay = null;
  sendNext();
};

// Keeps a turn, and its chat where that is a new one; either all of it or nothing.
const keep = async (turn, isNew) => {
  const { chat, question, place } = turn;
  try {
    if (isNew) {
      await store.putChat({ id: chat, name: nameOf(question), created: place, changed: place });
    }
    await store.putTurn(turn);
  } catch (error) {
    // What keeps nothing may not take anything away either.
    await (isNew ? store.removeChat(chat) : store.removeTurn(turn)).catch(() => {});
    throw error;
  }
};

// Asks a question in a chat, a new one where there is none yet; resolves when it is kept. One that
// the browser cannot keep comes back.
export const ask = async (question, { chat = null, limits = {}, model = true, after, begun } = {}) => {
  const turn = {
    key: store.newKey(), chat: chat ?? store.newKey(), place: nextPlace(), question, limits, model,
    state: 'waiting', owner: store.tab, after,
  };
  try {
    await keep(turn, !chat);
  } catch (error) {
    console.error(error);
    giveBack(question, say('Your browser could not keep the question. Please ask again.'));
    return;
  }
  try {
    await show(turn, !chat, begun);
  } finally {
    sendNext();
  }
};

const show = async ({ key, chat }, isNew, begun) => {
  if (isNew && places.place().chat === null) {
    begun?.(chat);
    places.go({ chat }, { replacing: true });
  }
  if (conversation.shownChat() !== chat) await conversation.show(chat);
  else await conversation.draw();
  conversation.bringToTop(key);
};

export const askAgain = async (key) => {
  const turn = await store.turn(key);
  if (!turn) return;
  await store.removeTurn(turn);
  await ask(turn.question, turn);
};

// Takes a question away that was not asked yet; gives it back.
export const withdraw = async (key) => {
  const turn = await store.turn(key);
  if (turn?.state === 'waiting') await store.removeTurn(turn);
  return turn;
};

const settled = async (key, changes) => {
  const turn = await store.turn(key);
  if (!turn) return null;
  await store.putTurn({ ...turn, ...changes });
  return store.turn(key);
};

const fail = async (key, sentence) => {
  const turn = await settled(key, { state: 'failed', failure: sentence, record: undefined });
  ended(key);
  conversation.said(sentence);
  if (turn) giveBack(turn.question);
};

// Ends the answer under way. What is there of it stays; where nothing is, the question comes back.
export const stop = async () => {
  if (!underWay) return;
  try {
    await posted('stop', { key: underWay.key });
  } catch (error) {
    conversation.said(error.message);
  }
};

const stateOf = (record) => {
  if (record.failure) return 'failed';
  return record.stopped ? 'stopped' : 'done';
};

// What comes of a question, from the server: see `told.html`.
window.dateline.told = async (html) => {
  const root = parsed(html).querySelector('[data-key]');
  if (!root) return;
  const { key } = root.dataset;
  if (underWay?.key === key) underWay.heard = Date.now();
  const element = root.querySelector('template').content.firstElementChild;
  if (!('ended' in root.dataset)) {
    conversation.replace(key, element);
    return;
  }
  const record = JSON.parse(root.querySelector('.record').textContent);
  const turn = await settled(key, {
    state: stateOf(record), record, recorded: Date.now(), failure: undefined,
  });
  if (turn) {
    conversation.settle(turn, element);
    await conversation.draw();
    if (record.failure || (record.stopped && !record.answer)) giveBack(turn.question);
  }
  conversation.said(root.querySelector('.said').textContent);
  ended(key);
  if (turn?.state === 'done' && !underWay) followUps(turn);
};

// What goes on from an answer, once it is there; an answer is as good without.
const followUps = async (turn) => {
  const asked = (await store.turnsOf(turn.chat)).map((each) => each.question);
  try {
    const found = JSON.parse(await posted('follow-ups', { turn: turn.record, asked }));
    const now = await store.turn(turn.key);
    if (now && found.length) await store.putTurn({ ...now, followUps: found });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
};

// The queue did not take it, or the connection broke.
window.dateline.failed = () => {
  if (underWay) fail(underWay.key, say('The server did not answer. Please ask again.'));
};

const watch = () => {
  if (underWay && Date.now() - underWay.heard > SILENCE) window.dateline.failed();
};

// What this tab left under way when it was loaded anew is asked again; what another tab did not
// come back for is free to be.
export const resume = async () => {
  for (const turn of await mine('asked')) await store.putTurn({ ...turn, state: 'waiting' });
  const before = Date.now() - OTHERS;
  const left = await Promise.all(['waiting', 'asked'].map(store.turnsInState));
  for (const turn of left.flat()) {
    const others = turn.owner !== store.tab && turn.changed < before;
    if (others) await store.putTurn({ ...turn, state: 'stopped' });
  }
  setInterval(watch, 2000);
  sendNext();
};
