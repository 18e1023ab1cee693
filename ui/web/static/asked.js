// Runs when a question is asked: its limits go along, and the day it is where the reader is.
(typed, kept) => {
  const form = new FormData(document.getElementById('limits'));
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  const sent = {
    publishers: form.getAll('publishers'),
    sections: form.getAll('sections'),
    from: form.get('from'),
    to: form.get('to'),
    as_of: form.get('as_of'),
    undated: form.has('undated'),
    today: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
  };
  return [typed, kept, sent];
}
