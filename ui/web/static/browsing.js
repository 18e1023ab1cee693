// The page of the archive: what is typed or chosen is looked for at once. The form works without
// this too. Parts of the page are replaced, its fields never: what is being typed stays.
{
  const form = document.getElementById('browse');
  const WAIT = 120;
  const WAIT_FOR_DAY = 600; // each figure of a year makes another day of it
  let waiting = null;
  let going = new AbortController();

  const asked = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
    return query;
  };

  const path = (node) => node.name ? `[name="${node.name}"][value="${CSS.escape(node.value)}"]`
    : node.tagName === 'SUMMARY' ? 'summary' : null;

  const replace = (part, fresh) => {
    const place = document.querySelector(`[data-part="${part}"]`);
    if (!place) return;
    const focused = place.contains(document.activeElement) ? path(document.activeElement) : null;
    const { scrollTop } = place;
    const opened = Boolean(place.querySelector('details[open]'));
    place.replaceChildren(...fresh.childNodes);
    place.scrollTop = scrollTop;
    if (opened) place.querySelector('details')?.setAttribute('open', '');
    if (focused) place.querySelector(focused)?.focus({ preventScroll: true });
  };

  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    for (const part of fresh.querySelectorAll('[data-part]')) {
      const name = part.dataset.part;
      replace(name, part);
      const find = document.querySelector(`[data-find="${name}"]`);
      if (!find) continue;
      const value = find.querySelector('input').value;
      find.hidden = !('long' in part.dataset) && !value;
      const none = !document.querySelector(`[data-part="${name}"] label`);
      find.closest('fieldset').hidden = none && !value;
    }
    listen();
  };

  const say = (words) => {
    document.querySelector('[data-part="refused"]').textContent = window.dateline.say(words);
  };

  const look = async () => {
    clearTimeout(waiting);
    going.abort();
    going = new AbortController();
    const { signal } = going;
    const query = asked();
    try {
      const answer = await fetch(`archive?${query}${query.size ? '&' : ''}part=results`, { signal });
      if (answer.status === 401) {
        location.reload();
        return;
      }
      const html = await answer.text();
      if (signal.aborted) return;
      if (answer.headers.get('content-type')?.startsWith('text/html')) show(html);
      history.replaceState(null, '', query.size ? `?${query}` : 'archive');
      form.removeAttribute('aria-busy');
    } catch (error) {
      if (error instanceof TypeError) say('The archive cannot be reached just now.');
    }
  };

  const soon = (wait) => {
    clearTimeout(waiting);
    waiting = setTimeout(look, wait);
  };

  form.addEventListener('input', (event) => {
    if (event.target.type === 'search') soon(WAIT);
  });
  form.addEventListener('change', (event) => {
    if (event.target.type === 'date') soon(WAIT_FOR_DAY);
    else if (event.target.type !== 'search') look();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    look();
  });

  // Days are chosen by dragging over the bars; the two fields do the same.
  const listen = () => {
    const plot = form.querySelector('.timeline svg');
    if (!plot || plot.dataset.heard) return;
    plot.dataset.heard = 'yes';
    const bars = [...plot.querySelectorAll('g')];
    let begun = null;
    const at = (event) => {
      const box = plot.getBoundingClientRect();
      const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
      return Math.max(0, Math.min(bars.length - 1, place));
    };
    const mark = (one, other) => bars.forEach((bar, n) => {
      bar.classList.toggle('chosen', n >= Math.min(one, other) && n <= Math.max(one, other));
    });
    plot.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      begun = at(event);
      plot.setPointerCapture(event.pointerId);
      mark(begun, begun);
    });
    plot.addEventListener('pointermove', (event) => {
      if (begun !== null) mark(begun, at(event));
    });
    plot.addEventListener('pointercancel', () => {
      begun = null;
      for (const bar of bars) bar.classList.remove('chosen');
    });
    plot.addEventListener('pointerup', (event) => {
      if (begun === null) return;
      const [first, last] = [begun, at(event)].sort((one, other) => one - other);
      begun = null;
      form.elements.from.value = bars[first].dataset.from;
      form.elements.to.value = bars[last].dataset.to;
      look();
    });
  };
  listen();
}
