// Where questions are typed. Nothing but the reader changes what stands there, but for what comes
// back without an answer, and that only where nothing stands.
import { announce, there } from './dom.js';
import * as asking from './asking.js';
import * as conversation from './conversation.js';
import * as places from './places.js';
import * as store from './store.js';

const { say } = dateline;
let form = null;
let box = null;
let editing = null; // the place of the turn that is asked anew
let earlier = []; // questions of this browser, the newest first
let at = -1; // which of them stands in the box; -1 for the reader's own
let own = '';

const draftKey = (chat) => `dateline-draft-${chat ?? ''}`;
const keepDraft = (chat) => {
  try {
    if (box.value) sessionStorage.setItem(draftKey(chat), box.value);
    else sessionStorage.removeItem(draftKey(chat));
  } catch {
    // A browser that keeps nothing loses it when the page is left.
  }
};
const forgetDraft = (chat) => {
  try {
    sessionStorage.removeItem(draftKey(chat));
  } catch {
    // It keeps none.
  }
};
const draftOf = (chat) => {
  try {
    return sessionStorage.getItem(draftKey(chat)) ?? '';
  } catch {
    return '';
  }
};

const fit = () => {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 2}px`;
};

const put = (words) => {
  box.value = words;
  fit();
  keepDraft(places.place().chat);
  box.setSelectionRange(words.length, words.length);
};

export const focus = () => box?.focus();

// Puts a question into the box to be changed; what was typed there is kept among the earlier ones.
export const edit = (question, after) => {
  if (box.value.trim() && box.value !== question) earlier.unshift(box.value);
  editing = after ?? null;
  put(question);
  focus();
};

const hint = (sentence) => {
  form.querySelector('.hint').textContent = sentence;
  if (sentence) announce(sentence);
};

let submitting = Promise.resolve();

// Asks what stands in the box.
export const submit = () => {
  const question = box.value.trim();
  if (!question) {
    hint(say('The question is empty. Ask something in words.'));
    focus();
    return;
  }
  hint('');
  const model = form.querySelector('[name="model"]');
  const after = editing ?? undefined;
  editing = null;
  at = -1;
  put('');
  const limits = window.dateline.limits?.read() ?? {};
  const asked = { limits, model: model ? model.checked : true, after };
  // One after the other: the first question of a chat gives it the place that the next go to. What
  // is typed meanwhile stays in the box.
  const { chat } = places.place();
  const ask = () => asking.ask(question, {
    ...asked,
    chat: chat ?? places.place().chat,
    begun: (id) => {
      keepDraft(id);
      forgetDraft(null);
    },
  });
  // Whatever became of the one before it.
  submitting = submitting.then(ask, ask);
};

const recall = async (step) => {
  if (at < 0) {
    const asked = (await store.everyTurn()).reverse().map((turn) => turn.question);
    earlier = [...new Set([...earlier.filter((each) => !asked.includes(each)), ...asked])];
    own = box.value;
  }
  const wanted = at + step;
  if (wanted < -1 || wanted >= earlier.length) return;
  at = wanted;
  put(at < 0 ? own : earlier[at]);
};

const atEdge = (step) => {
  const { selectionStart, selectionEnd, value } = box;
  if (selectionStart !== selectionEnd) return false;
  const outside = step > 0 ? value.slice(0, selectionStart) : value.slice(selectionEnd);
  return !outside.includes('\n') && (at >= 0 || step > 0);
};

const pressed = (event) => {
  if (event.isComposing) return;
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === 'ArrowUp' && atEdge(1)) {
    event.preventDefault();
    recall(1);
  } else if (event.key === 'ArrowDown' && at >= 0 && atEdge(-1)) {
    event.preventDefault();
    recall(-1);
  }
};

export const begin = async () => {
  form = await there('#composer form');
  box = form.querySelector('textarea');
  box.value = box.value || draftOf(places.place().chat);
  fit();
  // No button of it submits the form: before this runs, what is typed would be lost.
  form.querySelector('#ask').addEventListener('click', submit);
  form.addEventListener('submit', (event) => event.preventDefault());
  box.addEventListener('keydown', pressed);
  box.addEventListener('input', () => {
    at = -1;
    fit();
    hint('');
    keepDraft(places.place().chat);
  });
  form.querySelector('#stop').addEventListener('click', () => {
    asking.stop();
    focus();
  });
  asking.onGivenBack((question, sentence) => {
    if (!box.value.trim()) put(question);
    else if (box.value !== question) earlier.unshift(question);
    if (sentence) hint(sentence);
  });
  places.onGoing((now, before) => {
    if (now.chat === before.chat) return;
    editing = null;
    if (now.chat === null && box.value) {
      // What is typed goes along into a new chat.
      forgetDraft(before.chat);
      keepDraft(null);
    } else if (draftOf(now.chat) !== box.value) {
      put(draftOf(now.chat));
    }
  });
  window.matchMedia('(pointer: fine)').matches && focus();
};
