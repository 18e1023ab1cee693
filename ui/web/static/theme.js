// Runs before anything is drawn: light or dark as the reader chose, else as the system is. Gradio
// sets the class `dark` by the system alone.
{
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const KEY = 'dateline-theme';
  const chosen = () => {
    try {
      return localStorage.getItem(KEY) ?? '';
    } catch {
      return '';
    }
  };
  const show = () => {
    const dark = chosen() ? chosen() === 'dark' : system.matches;
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    const body = document.body;
    if (body && body.classList.contains('dark') !== dark) body.classList.toggle('dark', dark);
  };
  const choose = (theme) => {
    try {
      if (theme) localStorage.setItem(KEY, theme);
      else localStorage.removeItem(KEY);
    } catch {
      // A browser that keeps nothing shows what its system wants.
    }
    show();
  };
  window.dateline = { ...window.dateline, theme: { chosen, choose } };
  show();
  system.addEventListener('change', show);
  document.addEventListener('DOMContentLoaded', () => {
    show();
    new MutationObserver(show).observe(document.body, { attributeFilter: ['class'] });
  });
}
