// Runs once, with Gradio's `trigger`: has told anew what the archive covers.
window.dateline.coverAnew = () => trigger('submit');
