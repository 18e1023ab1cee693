// Runs before all others: what the page's scripts say, in the reader's language. The server puts
// the words in `told`; in the chat they come with what Gradio is told of the page, as a file of
// their own would come too late for its parts.
window.dateline = { ...window.dateline };
{
  const told = TOLD;
  const plural = told.plural && new Function('n', `return Number(${told.plural});`);
  const filled = (words, values) =>
    words.replace(/%\((\w+)\)s/g, (_, name) => String(values[name] ?? ''));
  dateline.language = told.language;
  // Whose chats this browser shows: of several who sign in by it, each has their own.
  dateline.reader = told.reader || '';
  document.documentElement.lang = told.language;
  // Days are written as the server writes them: "3 May 2024".
  dateline.locale = told.language === 'en' ? 'en-GB' : told.language;
  dateline.number = (n) => n.toLocaleString(dateline.locale);
  // `say` takes the English words, `sayMany` those for one and for several.
  dateline.say = (words, values = {}) => filled(told.words[words] || words, values);
  dateline.sayMany = (one, many, n, values = {}) => {
    const forms = told.words[one];
    const chosen = forms ? forms[plural ? plural(n) : Number(n !== 1)] : n === 1 ? one : many;
    return filled(chosen, { num: dateline.number(n), ...values });
  };
}
