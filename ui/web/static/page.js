// The chat page's own scripts; the browser keeps the chats, Gradio's queue takes the questions.
import * as asking from './asking.js';
import * as chats from './chats.js';
import * as composer from './composer.js';
import * as conversation from './conversation.js';
import { there } from './dom.js';
import * as feedback from './feedback.js';
import * as pane from './pane.js';
import * as places from './places.js';
import * as store from './store.js';
import * as taking from './taking.js';
import * as tools from './tools.js';
import * as uploading from './uploading.js';

const doings = {
  again: (key) => asking.askAgain(key),
  remove: (key) => asking.withdraw(key),
  edit: async (key) => {
    const turn = (await asking.withdraw(key)) ?? (await store.turn(key));
    if (turn) composer.edit(turn.question, turn.place);
  },
};

// `/?q=…` asks at once, in a chat of its own; limits without a question only stand ready.
const fromAddress = async () => {
  const asked = new URLSearchParams(location.search);
  await there('#limits');
  const question = asked.get('q')?.trim();
  if (asked.get('chat') || ![...asked.keys()].length) return;
  places.go({ chat: null, pane: null }, { replacing: true });
  if (question) await asking.ask(question, { limits: window.dateline.limits.read() });
};

const begin = async () => {
  const turns = await there('#turns');
  const reading = document.getElementById('reading');
  // What scrolls can be scrolled by keyboard, when nothing in it takes the focus too.
  reading.tabIndex = 0;
  reading.setAttribute('role', 'region');
  reading.setAttribute('aria-label', dateline.say('Conversation'));
  const side = document.getElementById('side');
  side.setAttribute('role', 'complementary');
  side.setAttribute('aria-label', dateline.say('Sources'));
  turns.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]');
    if (button) doings[button.dataset.do]?.(button.dataset.for);
  });
  const suggested = (event) => {
    const button = event.target.closest('[data-question]');
    if (!button) return;
    asking.ask(button.dataset.question, {
      chat: places.place().chat, limits: window.dateline.limits?.read(),
    });
  };
  turns.addEventListener('click', suggested);
  (await there('#suggestions')).addEventListener('click', suggested);
  places.onGoing((now, before) => {
    if (now.chat !== before.chat) conversation.show(now.chat);
  });
  store.onChange((chat) => {
    if (chat === conversation.shownChat()) conversation.draw();
  });
  await Promise.all([composer.begin(), chats.begin(), pane.begin(), tools.begin()]);
  await feedback.begin();
  taking.begin();
  await uploading.begin();
  // Gradio takes nothing before it has drawn everything.
  while (!window.dateline.send) await new Promise(requestAnimationFrame);
  // From here on everything that can be pressed does what it says.
  document.documentElement.dataset.ready = '';
  await conversation.show(places.place().chat);
  await fromAddress();
  if (dateline.askedEarly) composer.submit();
  await asking.resume();
};

begin();
