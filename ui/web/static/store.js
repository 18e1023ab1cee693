// What this browser keeps: chats, and in each its questions with what came of them. Nothing of it
// is on the server. IndexedDB, and where the browser gives none, memory, which is said.
//
// A chat is { id, name, created, changed }; a question { key, chat, place, question, limits, model,
// day, after, state, owner, record, failure, changed }, where `state` is "waiting", "asked",
// "done", "failed" or "stopped", and `record` what `ui/web/exchanges/records.py` makes of an exchange.

const NAME = window.dateline?.reader ? `dateline-${window.dateline.reader}` : 'dateline';
const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null;
const listeners = new Set();

const promised = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const inMemory = () => {
  const kept = { chats: new Map(), turns: new Map() };
  const copy = (value) => value && structuredClone(value);
  return {
    lasting: false,
    get: async (store, key) => copy(kept[store].get(key)),
    all: async (store) => copy([...kept[store].values()]),
    by: async (index, value) =>
      copy([...kept.turns.values()].filter((turn) => turn[index] === value)),
    put: async (store, key, value) => void kept[store].set(key, copy(value)),
    remove: async (store, keys) => keys.forEach((key) => kept[store].delete(key)),
  };
};

const inBrowser = (database) => {
  const within = (store, mode = 'readonly') =>
    database.transaction(store, mode).objectStore(store);
  return {
    lasting: true,
    get: (store, key) => promised(within(store).get(key)),
    all: (store) => promised(within(store).getAll()),
    by: (index, value) => promised(within('turns').index(index).getAll(value)),
    put: (store, key, value) => promised(within(store, 'readwrite').put(value)),
    remove: async (store, keys) => {
      const from = within(store, 'readwrite');
      await Promise.all(keys.map((key) => promised(from.delete(key))));
    },
  };
};

const opened = (async () => {
  try {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('chats', { keyPath: 'id' });
      const turns = request.result.createObjectStore('turns', { keyPath: 'key' });
      turns.createIndex('chat', 'chat');
      turns.createIndex('state', 'state');
    };
    const database = await promised(request);
    // Another tab wants to remove or change it: it may.
    database.onversionchange = () => database.close();
    navigator.storage?.persist?.();
    return inBrowser(database);
  } catch {
    return inMemory();
  }
})();

const told = (chat) => {
  channel?.postMessage(chat);
  listeners.forEach((listen) => listen(chat, false));
};
channel?.addEventListener('message', (event) => {
  listeners.forEach((listen) => listen(event.data, true));
});

const inOrder = (turns) => turns.sort((a, b) => a.place - b.place);

// A random name in hexadecimal digits; `crypto.randomUUID` is not there over plain HTTP.
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, '0'))
  .join('');

// This tab, also after it was loaded again.
export const tab = (() => {
  try {
    const known = sessionStorage.getItem('dateline-tab') ?? newKey();
    sessionStorage.setItem('dateline-tab', known);
    return known;
  } catch {
    return newKey();
  }
})();

// Calls `listen(chat, elsewhere)` when anything of a chat has changed, here or in another tab.
export const onChange = (listen) => listeners.add(listen);

// Whether what is kept outlives the page.
export const isLasting = async () => (await opened).lasting;

export const chats = async () =>
  (await (await opened).all('chats')).sort((a, b) => b.changed - a.changed);

export const chat = async (id) => (await opened).get('chats', id);

export const turnsOf = async (id) => inOrder(await (await opened).by('chat', id));

export const turnsInState = async (state) => inOrder(await (await opened).by('state', state));

export const turn = async (key) => (await opened).get('turns', key);

export const everyTurn = async () => inOrder(await (await opened).all('turns'));

export const putChat = async (value) => {
  await (await opened).put('chats', value.id, value);
  told(value.id);
};

export const putTurn = async (value) => {
  const store = await opened;
  const changed = Date.now();
  await store.put('turns', value.key, { ...value, changed });
  const of = await store.get('chats', value.chat);
  if (of) await store.put('chats', of.id, { ...of, changed });
  told(value.chat);
};

export const removeTurn = async (value) => {
  await (await opened).remove('turns', [value.key]);
  told(value.chat);
};

export const removeChat = async (id) => {
  const store = await opened;
  await store.remove('turns', (await store.by('chat', id)).map((each) => each.key));
  await store.remove('chats', [id]);
  told(id);
};

export const restoreChat = async (value, turns) => {
  const store = await opened;
  await store.put('chats', value.id, value);
  for (const each of turns) await store.put('turns', each.key, each);
  told(value.id);
};
