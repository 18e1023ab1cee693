// Runs once, with Gradio's `element` and `trigger`: a click on a marker or a source names its
// citation; a new question comes to the top of the view. `changed.js` fills it.
let turns = 0;

// What scrolls can be scrolled by keyboard, when nothing in it takes the focus too.
const reading = document.getElementById('reading');
reading.tabIndex = 0;
reading.setAttribute('role', 'region');
reading.setAttribute('aria-label', 'Conversation');

element.addEventListener('click', (event) => {
  const place = event.target.closest('[data-turn]');
  if (!place) return;
  const button = event.target.closest('button');
  // Words of a quote being marked for copying are no click.
  if (!button && String(window.getSelection())) return;
  for (const each of element.querySelectorAll('[data-open]')) delete each.dataset.open;
  if (button) button.dataset.open = '';
  trigger('click', { turn: Number(place.dataset.turn), number: Number(place.dataset.number) });
});

element.addEventListener('changed', () => {
  const all = element.querySelectorAll('.turn');
  const box = document.querySelector('#question textarea');
  const asked = all.length > turns;
  if (asked) all[all.length - 1].scrollIntoView({ block: 'start' });
  // Asking hides the button that was pressed, and a new chat begins with a question. Under a
  // finger the focus would raise a keyboard over the answer.
  const lost = asked && document.activeElement === document.body;
  if ((lost || !all.length) && window.matchMedia('(pointer: fine)').matches) box.focus();
  turns = all.length;
});
