// Runs before all the page's own scripts: who asks before they are there has asked all the same.
// Until the page is ready a press of Enter or "Ask" is kept here, and the composer takes it then.
{
  const isReady = () => 'ready' in document.documentElement.dataset;
  const keep = (event) => {
    if (isReady()) return;
    event.preventDefault();
    event.stopPropagation();
    dateline.askedEarly = true;
  };
  const asks = (event) => event.target.closest?.('#question #ask');
  const enters = ({ target, key, shiftKey, isComposing }) =>
    key === 'Enter' && !shiftKey && !isComposing && target.matches?.('#question textarea');
  document.addEventListener('click', (event) => asks(event) && keep(event), true);
  document.addEventListener('keydown', (event) => enters(event) && keep(event), true);
}
