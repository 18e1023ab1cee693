// Runs once, with Gradio's `trigger`: how the page's own scripts put a question into its queue.
window.dateline.send = (asked) => trigger('submit', asked);
