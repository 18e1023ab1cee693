// Runs once, with Gradio's `element` and `watch`: opens the limits, shows those in force as
// buttons that take them away, and keeps them when the archive's names are listed anew.
const MOST_NAMES = 4;
const { say, sayMany } = dateline;
// Limits may come with the address, as from the archive's page.
const FIELDS = {
  publisher: 'publishers', section: 'sections', kind: 'kinds', language: 'languages',
};
let kept = [...new URLSearchParams(location.search)].map(([name, value]) => [FIELDS[name] ?? name, value]);

const form = () => element.querySelector('form');
const toggle = () => element.querySelector('.toggle');
const boxes = (name, checked = true) =>
  [...form().querySelectorAll(`[name="${name}"]${checked ? ':checked' : ''}`)];
const uncheck = (checked) => checked.forEach((box) => { box.checked = false; });

const inWords = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString(dateline.locale, {
  day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
});

// What is in force: the words that say it, and what takes it away.
const limits = () => {
  const found = [];
  const named = [
    ['publishers', (name) => name, (n) => sayMany('%(num)s publisher', '%(num)s publishers', n)],
    ['sections', (name) => say('section %(names)s', { names: name }),
      (n) => sayMany('%(num)s section', '%(num)s sections', n)],
    ['kinds', (name) => name, (n) => sayMany('%(num)s kind', '%(num)s kinds', n)],
    ['languages', (name) => name, (n) => sayMany('%(num)s language', '%(num)s languages', n)],
  ];
  for (const [name, one, many] of named) {
    const checked = boxes(name);
    if (checked.length > MOST_NAMES) {
      found.push([many(checked.length), () => uncheck(checked)]);
    } else {
      for (const box of checked) found.push([one(box.dataset.shown), () => uncheck([box])]);
    }
    const typed = form().querySelector(`.typed[name="${name}"]`);
    const words = typed?.value.trim();
    if (words) found.push([one(words), () => { typed.value = ''; }]);
  }
  const days = [
    ['from', (day) => say('from %(day)s', { day })], ['to', (day) => say('to %(day)s', { day })],
    ['as_of', (day) => say('as of %(day)s', { day })],
  ];
  for (const [name, said] of days) {
    const day = form().elements[name];
    if (day?.value) found.push([said(inWords(day.value)), () => { day.value = ''; }]);
  }
  const undated = boxes('undated');
  const dated = ['from', 'to'].some((name) => form().elements[name]?.value);
  if (undated.length && dated) found.push([say('undated too'), () => uncheck(undated)]);
  return found;
};

const plain = (words) => {
  const item = document.createElement('li');
  item.textContent = words;
  return item;
};

const button = (words, said, use) => {
  const item = document.createElement('li');
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = words;
  if (said) made.setAttribute('aria-label', said);
  made.addEventListener('click', () => {
    const place = [...item.parentNode.children].indexOf(item);
    use();
    show();
    const next = element.querySelectorAll('.in-force button');
    (next[Math.min(place, next.length - 1)] ?? toggle()).focus();
  });
  item.append(made);
  return item;
};

const show = () => {
  kept = [...new FormData(form())];
  const found = limits();
  const shown = found.map(([words, use]) => button(`${words} ×`, say('%(limit)s: take away', { limit: words }), use));
  if (found.length > 1) {
    shown.push(button(say('Clear all'), '', () => found.forEach(([, use]) => use())));
  }
  if (!found.length && !element.querySelector('.scope')) shown.push(plain(say('the whole archive')));
  element.querySelector('.in-force').replaceChildren(...shown);
};

const open = (wanted) => {
  form().hidden = !wanted;
  toggle().setAttribute('aria-expanded', String(wanted));
};

element.addEventListener('click', (event) => {
  if (event.target.closest('.toggle')) open(form().hidden);
});
element.addEventListener('change', show);
element.addEventListener('input', (event) => {
  if (!event.target.matches('.find')) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const label of event.target.closest('fieldset').querySelectorAll('label')) {
    label.hidden = !label.textContent.toLowerCase().includes(wanted);
  }
});
element.addEventListener('submit', (event) => event.preventDefault());
element.addEventListener('keydown', (event) => {
  const inside = form().contains(event.target);
  if (event.key === 'Enter' && inside) {
    event.preventDefault();
    open(false);
    document.querySelector('#question textarea').focus();
  }
  // Not further: Escape also closes an open article.
  if (event.key === 'Escape' && !form().hidden) {
    event.stopPropagation();
    open(false);
    toggle().focus();
  }
});
// What limits the next question, for `ui.limits.from_page`.
const NAMES = Object.values(FIELDS);
window.dateline.limits = {
  read: () => {
    const sent = new FormData(form());
    const names = Object.fromEntries(NAMES.map((name) => [name, sent.getAll(name)]));
    const days = Object.fromEntries(['from', 'to', 'as_of'].map((name) => [name, sent.get(name)]));
    return { ...names, ...days, undated: sent.has('undated') };
  },
};
const unknown = (name, value) => {
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', name, value, checked: true, hidden: true });
  box.dataset.shown = value;
  return box;
};
const restore = () => {
  for (const [name, value] of kept) {
    const fields = [...form().querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const box = fields.find((field) => field.type === 'checkbox' && field.value === value);
    const typed = fields.filter((field) => field.type !== 'checkbox');
    if (box) box.checked = true;
    else if (typed.length) typed.forEach((field) => { field.value = value; });
    // What an address names and the archive does not know: the server will say so.
    else if (NAMES.includes(name) && value) form().append(unknown(name, value));
  }
  show();
};
watch('value', restore);
restore();
