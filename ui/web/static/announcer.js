// Runs once: what is put here is read out, when the reader has come to a pause.
element.setAttribute('role', 'status');
element.setAttribute('aria-live', 'polite');
