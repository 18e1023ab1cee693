// Articles are added: files are sent in pieces, addresses named; the server tells how far each
// upload is, also after the page was loaded anew in the midst of it.
import * as asking from './asking.js';
import { posted } from './dom.js';
import * as places from './places.js';
import { ofDrop, ofInput } from './uploading_files.js';
import { draw } from './uploading_list.js';
import { Ended, send } from './uploading_sending.js';

const EVERY = 1000; // milliseconds
const SAID_EVERY = 10000;
const { say } = dateline;

let dialog = null;
let timer = 0;
let saidLast = '';
let saidAt = 0;
let underWay = 0;
const mine = new Set(); // uploads that this page is sending

const part = (selector) => dialog.querySelector(selector);
const failed = (words) => { part('.failure').textContent = words; };

// A screen reader hears each new state at once, and numbers now and then.
const speak = (item) => {
  if (!dialog.open || !item) return;
  const text = (name) => item.querySelector(name)?.textContent ?? '';
  const said = text('.said');
  if (said === saidLast && Date.now() - saidAt < SAID_EVERY) return;
  const words = [said, text('.detail')].filter(Boolean).join(' ');
  const status = part('[role="status"]');
  if (status.textContent !== words) status.textContent = words;
  saidLast = said;
  saidAt = Date.now();
};

const label = (items) => {
  const button = document.getElementById('show-uploading');
  const short = items.map((item) => item.dataset.short).find(Boolean);
  const words = short || button.dataset.say;
  if (button.textContent !== words) button.textContent = words;
};

// The page tells what the archive covers; something may be new in it.
let endedBefore = null;
const coverAnew = () => {
  const ended = [...part('.uploads').querySelectorAll('[data-ended]')]
    .map((item) => item.dataset.upload);
  if (endedBefore && ended.some((id) => !endedBefore.includes(id))) window.dateline.coverAnew?.();
  endedBefore = ended;
};

const look = async () => {
  clearTimeout(timer);
  let going = underWay > 0;
  try {
    const answer = await fetch('uploads');
    if (answer.status === 401) {
      failed(say('You are no longer signed in. Please load the page anew.'));
    } else if (answer.ok) {
      const items = draw(part('.uploads'), await answer.text(), (id) => mine.has(id));
      label(items);
      coverAnew();
      speak(items[0]);
      going ||= items.some((item) => 'going' in item.dataset);
    }
  } catch {
    going = true; // the server may come back
  }
  clearTimeout(timer);
  if (going) timer = setTimeout(look, EVERY);
};

const add = async (files) => {
  failed('');
  if (!files.length) {
    failed(say('There are no files in it.'));
    return;
  }
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  let id = null;
  underWay += 1;
  try {
    id = JSON.parse(await posted('uploads', { files: files.length, bytes })).id;
    mine.add(id);
    look();
    await send(id, files);
    await posted(`uploads/${id}/end`, {});
  } catch (error) {
    if (!(error instanceof Ended)) failed(error.message);
  } finally {
    underWay -= 1;
    mine.delete(id);
    look();
  }
};

const fetchAddress = async (event) => {
  event.preventDefault();
  failed('');
  const field = part('[name="address"]');
  try {
    await posted('uploads', { address: field.value });
    field.value = '';
  } catch (error) {
    failed(error.message);
  }
  look();
};

const clicked = async (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.matches('.close')) dialog.close();
  if (button.dataset.choose) part(`input[name="${button.dataset.choose}"]`).click();
  if (button.dataset.question) {
    dialog.close();
    places.go({ chat: null, pane: null });
    asking.ask(button.dataset.question, { limits: window.dateline.limits?.read() });
  }
  if (button.dataset.uploadDo) {
    const { upload } = button.closest('[data-upload]').dataset;
    failed('');
    try {
      await posted(`uploads/${upload}/${button.dataset.uploadDo}`, {});
    } catch (error) {
      failed(error.message);
    }
    look();
  }
};

export const begin = () => {
  dialog = document.getElementById('uploading');
  const button = document.getElementById('show-uploading');
  if (!dialog || !button) return;
  const drop = part('.drop');
  button.addEventListener('click', () => {
    dialog.showModal();
    look();
  });
  dialog.addEventListener('click', clicked);
  part('.address').addEventListener('submit', fetchAddress);
  for (const input of dialog.querySelectorAll('input[type="file"]')) {
    input.addEventListener('change', () => {
      const files = ofInput(input);
      input.value = '';
      add(files);
    });
  }
  dialog.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  dialog.addEventListener('dragleave', (event) => {
    if (!dialog.contains(event.relatedTarget)) drop.classList.remove('over');
  });
  // Files that are dragged over the page find where to be dropped.
  document.addEventListener('dragenter', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    if (!document.querySelector('dialog[open]')) dialog.showModal();
  });
  dialog.addEventListener('drop', async (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    add(await ofDrop(event.dataTransfer));
  });
  look();
};
