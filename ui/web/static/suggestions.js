// Runs once, with Gradio's `element` and `trigger`: a suggested question is asked by a click.
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-question]');
  if (button) trigger('click', { question: button.dataset.question });
});
