// What the reader says of an answer is sent; what comes of it is read out, shown beside the buttons,
// and kept with the answer in this browser.
import { announce, parsed, posted, there } from './dom.js';
import * as store from './store.js';

const REMEMBERED = 20;
const nothing = { verdict: '', open: false, told: '' };
const states = new Map(); // of this page's own answers, by their keys
const drawnFor = new WeakMap();
let conversation = null;
let sending = Promise.resolve();

const part = (box, name) => box.querySelector(name);
const boxOf = (event) => event.target.closest('.feedback');
const stateOf = (box) => states.get(box.dataset.answer) ?? nothing;

const set = (node, name, value) => {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
};
const hide = (node, wanted) => {
  if (node.hidden !== wanted) node.hidden = wanted;
};

// Each drawing of the conversation sets these back to what the server sent. What is as it should
// be is not touched: the observer would be called for ever.
const draw = (box) => {
  const { verdict, open, told } = stateOf(box);
  for (const name of ['up', 'down']) {
    set(part(box, `.${name}`), 'aria-pressed', String(verdict === name));
  }
  set(part(box, '.down'), 'aria-expanded', String(open));
  hide(part(box, 'form'), !open);
  hide(part(box, '.take-back'), !verdict);
  hide(part(box, '.told'), !told);
  if (part(box, '.thanks').textContent !== told) part(box, '.thanks').textContent = told;
  // A drawing may make the buttons of one answer those of another; words typed stay in them.
  if ((drawnFor.get(box) ?? box.dataset.answer) !== box.dataset.answer) part(box, 'form').reset();
  drawnFor.set(box, box.dataset.answer);
};
const drawAll = () => {
  const boxes = conversation.querySelectorAll('.feedback');
  boxes.forEach(draw);
};

const change = (box, changed) => {
  states.set(box.dataset.answer, { ...stateOf(box), ...changed });
  draw(box);
};
const tell = (answer, told, verdict) => {
  for (const box of conversation.querySelectorAll('.feedback')) {
    if (box.dataset.answer !== answer) continue;
    if (verdict === '') part(box, 'form').reset();
    change(box, { told, verdict: verdict ?? stateOf(box).verdict });
  }
  announce(told);
};
const open = (box) => {
  change(box, { open: true });
  part(box, 'form').scrollIntoView({ block: 'nearest' });
};

const exchanges = async (key) => {
  const turn = await store.turn(key);
  const all = turn ? await store.turnsOf(turn.chat) : [];
  const until = all.filter((each) => each.record?.answer && each.place <= turn.place);
  return until.slice(-REMEMBERED - 1).map((each) => each.record);
};
const sendNow = async (key, said) => {
  try {
    const html = await posted('feedback', { key, said, turns: await exchanges(key) });
    const reply = parsed(html).querySelector('[data-answer]');
    const { verdict } = reply.dataset;
    tell(key, reply.textContent.trim(), verdict);
    const turn = await store.turn(key);
    if (turn && verdict !== undefined) await store.putTurn({ ...turn, verdict });
  } catch (error) {
    tell(key, error.message);
  }
};
// One at a time, so that no reply is overtaken by the next.
const send = (box, said) => {
  const key = box.dataset.answer;
  const next = () => sendNow(key, said);
  sending = sending.then(next, next);
};
const sendForm = (box) => {
  const form = new FormData(part(box, 'form'));
  const reason = form.get('reason') ?? '';
  const right = reason === 'should-refuse' ? '' : form.get('right_answer');
  send(box, { verdict: 'down', reason, right_answer: right, note: form.get('note') });
};

const clicked = (event) => {
  const box = boxOf(event);
  const button = box && event.target.closest('button');
  if (!button) return;
  const { verdict, open: isOpen } = stateOf(box);
  if (button.matches('.up')) {
    change(box, { open: false });
    send(box, { verdict: verdict === 'up' ? '' : 'up' });
  } else if (button.matches('.down')) {
    if (isOpen) change(box, { open: false });
    else open(box);
    if (verdict !== 'down') sendForm(box);
  } else if (button.matches('.take-back')) {
    change(box, { open: false });
    part(box, '.up').focus();
    send(box, { verdict: '' });
  }
};
const submitted = (event) => {
  const box = boxOf(event);
  if (!box) return;
  event.preventDefault();
  change(box, { open: false });
  part(box, '.down').focus();
  sendForm(box);
};
// Escape puts the form away, and not an open article too.
const pressed = (event) => {
  const box = boxOf(event);
  if (event.key !== 'Escape' || !box || !stateOf(box).open) return;
  event.stopPropagation();
  change(box, { open: false });
  part(box, '.down').focus();
};

export const begin = async () => {
  conversation = await there('#turns');
  conversation.addEventListener('click', clicked);
  conversation.addEventListener('submit', submitted);
  conversation.addEventListener('keydown', pressed);
  conversation.addEventListener('drawn', ({ detail: turn }) => {
    if (turn.verdict && !states.has(turn.key)) {
      states.set(turn.key, { ...nothing, verdict: turn.verdict });
    }
  });
  new MutationObserver(drawAll).observe(conversation, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
};
