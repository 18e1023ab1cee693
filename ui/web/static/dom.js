// What every script of the page needs of the document and the server.

// The element, as soon as there is one: Gradio draws the page's parts in no fixed order.
export const there = (selector) => new Promise((resolve) => {
  const look = () => {
    const found = document.querySelector(selector);
    if (found) resolve(found);
    else requestAnimationFrame(look);
  };
  look();
});

// An element with what it holds: `made('p', { class: 'hint' }, 'words', another)`.
export const made = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...inside.filter((each) => each != null));
  return element;
};

// The elements of some HTML from this page's server.
export const parsed = (html) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return document.importNode(template.content, true);
};

export class Unreachable extends Error {}

// What the server answers to a JSON value; throws an `Unreachable` with a sentence.
export const posted = async (address, value) => {
  let answer;
  try {
    answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
  } catch {
    throw new Unreachable(dateline.say('The server does not answer. Please try again.'));
  }
  const text = await answer.text();
  if (answer.ok) return text;
  if (answer.status === 401) {
    throw new Unreachable(dateline.say('You are no longer signed in. Please load the page anew.'));
  }
  throw new Unreachable(text || dateline.say('The server could not do it. Please try again.'));
};

// What a screen reader says.
export const announce = async (words) => {
  (await there('#announcer [role="status"]')).textContent = words;
};
