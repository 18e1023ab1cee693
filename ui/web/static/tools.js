// The head of the page: a new chat, help and settings, and the keys that reach everything.
import { there } from './dom.js';
import * as composer from './composer.js';
import * as places from './places.js';

const isTyping = (target) => target.closest('input, textarea, select, [contenteditable]');

const chooseLanguage = (language) => {
  document.cookie = `dateline-language=${language};path=/;max-age=31536000;samesite=lax`;
  location.reload();
};

export const begin = async () => {
  const dialog = await there('#help');
  const open = () => dialog.showModal();
  (await there('#new-chat')).addEventListener('click', () => {
    places.go({ chat: null, pane: null });
    composer.focus();
  });
  (await there('#show-help')).addEventListener('click', open);
  const language = dialog.querySelector('[name="language"]');
  language.value = dateline.language;
  language.addEventListener('change', () => chooseLanguage(language.value));
  const theme = dialog.querySelector('[name="theme"]');
  theme.value = dateline.theme.chosen();
  theme.addEventListener('change', () => dateline.theme.choose(theme.value));
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === '/') {
      event.preventDefault();
      composer.focus();
    } else if (event.key === '?') {
      event.preventDefault();
      open();
    }
  });
};
