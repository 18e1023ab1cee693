// On the page of an article: what this browser's chats cited it for.
import { made } from './dom.js';
import * as store from './store.js';

const { say } = dateline;
const section = document.getElementById('cited-for');
const root = new URL('..', import.meta.url);

const citing = async () => {
  const { article } = section.dataset;
  const found = [];
  for (const turn of await store.everyTurn()) {
    const { answer } = turn.record ?? {};
    const others = (answer?.evidence?.statements ?? []).map((each) => each.citation);
    const all = [...(answer?.citations ?? []), ...others];
    const quotes = all.filter((each) => each.article_id === article);
    if (quotes.length) found.push({ turn, quotes });
  }
  return found.reverse();
};

const row = ({ turn, quotes }) => made(
  'li', {},
  made('a', { href: new URL(`./?chat=${turn.chat}`, root).href }, turn.question),
  ...quotes.map(({ quote, start, end }) =>
    made('p', { class: 'where' }, made('a', { href: `#chars=${start}-${end}` }, quote))),
);

const show = async () => {
  const found = await citing();
  section.hidden = !found.length;
  section.replaceChildren(
    made('h2', {}, say('Cited in your chats')),
    made('ul', { class: 'articles' }, ...found.map(row)),
  );
};

store.onChange(show);
show();
