// Runs once, with Gradio's `props` and `watch`: what comes of a question goes to the page's scripts.
// Read from the value: how it is drawn here does not matter.
watch('value', () => window.dateline.told?.(props.value ?? ''));
