// Files go in pieces, some at a time; a piece that was lost on the way is sent again.

const PIECE = 1_000_000; // bytes; a request has 20 seconds to arrive
const LANES = 3;
const TRIES = 5;
const { say } = dateline;

// The upload is no longer there to be sent to: it was stopped.
export class Ended extends Error {}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const sendPiece = async (address, piece) => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fetch(address, { method: 'POST', body: piece });
    } catch {
      if (tries === TRIES) {
        throw new Error(say('The connection was lost. What has come can be read, or sent again.'));
      }
      await pause(500 * 2 ** tries);
    }
  }
};

// A file that the server does not take is left out: it keeps the reason.
const sendFile = async (id, n, { file, name }) => {
  for (let at = 0; at < Math.max(1, file.size); at += PIECE) {
    const query = new URLSearchParams({ n, name, size: file.size, at });
    const answer = await sendPiece(`uploads/${id}/file?${query}`, file.slice(at, at + PIECE));
    if (answer.status === 204) continue;
    if (answer.ok) return;
    if (answer.status === 409) throw new Ended();
    if (answer.status === 401) {
      throw new Error(say('You are no longer signed in. Please load the page anew.'));
    }
    throw new Error(await answer.text());
  }
};

export const send = async (id, files) => {
  let next = 0;
  let failure = null;
  const lane = async () => {
    while (next < files.length && !failure) {
      const n = next;
      next += 1;
      try {
        await sendFile(id, n, files[n]);
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (failure) throw failure;
};
