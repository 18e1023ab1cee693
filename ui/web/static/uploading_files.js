// The files that a reader drops or chooses, each with its path below what was dropped.

export const ofInput = (input) =>
  [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));

const inFolder = async (reader) => {
  const found = [];
  for (;;) {
    // A hundred at a time, and none at the end.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    found.push(...some);
  }
};

const ofEntry = async (entry) => {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, name: entry.fullPath.replace(/^\//, '') }];
  }
  const entries = await inFolder(entry.createReader());
  const found = [];
  for (const each of entries) found.push(...await ofEntry(each));
  return found;
};

export const ofDrop = async (transfer) => {
  // Before anything is waited for: what was dropped is gone then.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => ({ file, name: file.name }));
  const found = [];
  for (const entry of entries) {
    try {
      found.push(...await ofEntry(entry));
    } catch {
      // What the browser may not read is not there for us.
    }
  }
  return found;
};
