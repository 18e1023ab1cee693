// Where the reader is: which chat, and which article lies open over it. One entry of the browser's
// history each, so that Back closes an article first, then goes to the chat before.
const listeners = new Set();

const ofAddress = () => ({ chat: new URLSearchParams(location.search).get('chat'), pane: null });
const addressOf = ({ chat }) => (chat ? `./?chat=${encodeURIComponent(chat)}` : './');

export const place = () => ({ chat: null, pane: null, ...(history.state?.dateline ?? ofAddress()) });

// Calls `listen(place, before)` when the reader has gone somewhere.
export const onGoing = (listen) => listeners.add(listen);

let before = place();
const arrived = () => {
  const from = before;
  before = place();
  listeners.forEach((listen) => listen(before, from));
};

// `replacing` leaves no way back to where the reader was.
export const go = (wanted, { replacing = false } = {}) => {
  const to = { ...place(), ...wanted };
  const state = { ...history.state, dateline: to };
  if (replacing) history.replaceState(state, '', addressOf(to));
  else history.pushState(state, '', addressOf(to));
  arrived();
};

export const openPane = (address) => {
  go({ pane: address }, { replacing: Boolean(place().pane) });
};

export const closePane = () => {
  if (place().pane) history.back();
};

window.addEventListener('popstate', arrived);
