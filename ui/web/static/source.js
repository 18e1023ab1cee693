// Runs once, with Gradio's `element`, `props` and `watch`: shows the cited words when an article
// is opened; the button and Escape close it and give the focus back.
const narrow = window.matchMedia('(max-width: 800px)');
let opener = null;

const shown = () => element.querySelector('.source');

// Over a small screen the article lies on top of the rest, which then cannot be reached.
const cover = () => {
  for (const id of ['main', 'top']) {
    document.getElementById(id).inert = Boolean(shown()) && narrow.matches;
  }
};

const close = () => {
  if (!shown()) return;
  props.value = '';
  for (const each of document.querySelectorAll('[data-open]')) delete each.dataset.open;
  queueMicrotask(() => {
    cover();
    const known = opener && opener !== document.body && opener.isConnected;
    (known ? opener : document.querySelector('#question textarea')).focus();
    opener = null;
  });
};

watch('value', () => {
  cover();
  if (!shown()) return;
  if (!element.contains(document.activeElement)) opener = document.activeElement;
  element.querySelector('#source-title').focus({ preventScroll: true });
  const mark = element.querySelector('mark');
  const side = document.getElementById('side');
  side.scrollTop = 0;
  // Words near the beginning are read under their title; all others in the middle.
  if (mark && mark.getBoundingClientRect().bottom > side.getBoundingClientRect().bottom) {
    mark.scrollIntoView({ block: 'center' });
  }
});

element.addEventListener('click', (event) => {
  if (event.target.closest('.close')) close();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
});
narrow.addEventListener('change', cover);
