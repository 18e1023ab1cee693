// The page of an article: the words that the address names behind its "#" are marked. They are cut
// on the server, in code points; here offsets would count otherwise.
{
  const place = document.getElementById('article-text');

  const scroll = () => {
    const mark = place.querySelector('mark');
    if (!mark) return;
    mark.tabIndex = -1;
    mark.scrollIntoView({ block: 'center' });
    mark.focus({ preventScroll: true });
  };

  const show = async () => {
    const chars = /^#chars=(\d+-\d+)$/.exec(location.hash)?.[1];
    if (!chars) return;
    const query = new URLSearchParams(location.search);
    query.set('part', 'text');
    query.set('chars', chars);
    const answer = await fetch(`?${query}`);
    if (answer.status === 401) location.reload();
    if (!answer.ok) return;
    place.innerHTML = await answer.text();
    scroll();
  };

  window.addEventListener('hashchange', show);
  scroll();
  show();
}
