// Runs once, with Gradio's `props` and `watch`: what has changed of the conversation comes here and
// takes the place of what stood there. Read from the value: how it is drawn here does not matter.
watch('value', () => {
  const value = document.createElement('template');
  value.innerHTML = props.value ?? '';
  const sent = value.content.querySelector('[data-first]');
  const turns = document.getElementById('turns');
  if (!sent || !turns) return;
  const first = Number(sent.dataset.first);
  const fresh = [...document.importNode(sent.content, true).children];
  fresh.forEach((turn, place) => {
    const before = turns.children[first + place];
    if (!before) turns.append(turn);
    else if (before.outerHTML !== turn.outerHTML) before.replaceWith(turn);
  });
  while (turns.children.length > first + fresh.length) turns.lastElementChild.remove();
  turns.dispatchEvent(new Event('changed', { bubbles: true }));
});
