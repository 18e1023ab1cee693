// Runs once, with Gradio's `element` and `watch`: what has changed of the conversation comes here,
// in a template, and takes the place of what stood there. Copies: Gradio draws its own anew.
watch('value', () => {
  const sent = element.querySelector('[data-first]');
  const turns = document.getElementById('turns');
  if (!sent || !turns) return;
  const first = Number(sent.dataset.first);
  const fresh = [...sent.content.children].map((turn) => turn.cloneNode(true));
  fresh.forEach((turn, place) => {
    const before = turns.children[first + place];
    if (!before) turns.append(turn);
    else if (before.outerHTML !== turn.outerHTML) before.replaceWith(turn);
  });
  while (turns.children.length > first + fresh.length) turns.lastElementChild.remove();
  turns.dispatchEvent(new Event('changed', { bubbles: true }));
});
