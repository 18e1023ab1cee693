// Runs once, with Gradio's `element`, `trigger` and `watch`: what the reader says of an answer is
// sent, and what comes of it is read out from `element` and shown beside the buttons.
element.setAttribute('role', 'status');
element.setAttribute('aria-live', 'polite');

const nothing = { verdict: '', open: false, told: '' };
const states = new Map(); // of this page's own answers, by their keys
const drawnFor = new WeakMap();
const waiting = [];
const PATIENCE = 10000;
let sending = null;
let conversation = null;

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
  if (!conversation.querySelector('.turn')) states.clear();
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
};
const open = (box) => {
  change(box, { open: true });
  part(box, 'form').scrollIntoView({ block: 'nearest' });
};

// One at a time, so that no reply is overtaken by the next.
const sendNext = () => {
  if (sending || !waiting.length) return;
  const sent = waiting.shift();
  sending = setTimeout(() => {
    sending = null;
    tell(sent.answer, 'The server does not answer. Please try again.');
    sendNext();
  }, PATIENCE);
  trigger('submit', sent);
};
const send = (box, said) => {
  waiting.push({ answer: box.dataset.answer, said });
  sendNext();
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

watch('value', () => {
  const reply = element.querySelector('[data-answer]');
  if (!reply) return;
  clearTimeout(sending);
  sending = null;
  tell(reply.dataset.answer, reply.textContent, reply.dataset.verdict);
  sendNext();
});

// The parts of the page come in no fixed order.
const begin = () => {
  conversation = document.getElementById('conversation');
  if (!conversation) {
    requestAnimationFrame(begin);
    return;
  }
  conversation.addEventListener('click', clicked);
  conversation.addEventListener('submit', submitted);
  conversation.addEventListener('keydown', pressed);
  new MutationObserver(drawAll).observe(conversation, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
};
begin();
