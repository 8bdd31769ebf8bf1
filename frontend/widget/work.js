/* Hồi Âm: a little work for whoever files while unusually many do. Loaded when the server asks for it, checked by integrity.
   Finds a number whose digest begins with some zero bits: beside the page, in a worker, where its policy lets us have one, else
   on the page in slices so short that nobody notices. xtask fills in the module that tries, as base64. */
const CODE = "{{wasm:work}}";

/* Stands by itself, since its text is also that of the worker: gives what tries so many further numbers. */
const trying = (code, challenge) => {
  const module = new WebAssembly.Module(Uint8Array.from(atob(code), (byte) => byte.charCodeAt()));
  const { search } = new WebAssembly.Instance(module).exports;
  /* Eight digits go in behind it, as two whole words of the block. */
  const text = (challenge + ".").padEnd(Math.ceil((challenge.length + 1) / 4) * 4, "0");
  const block = new DataView(new ArrayBuffer(64));
  for (let at = 0; at < text.length; at++) block.setUint8(at, text.charCodeAt(at));
  block.setUint8(text.length + 8, 128);
  block.setUint32(60, (text.length + 8) * 8);
  const words = [];
  for (let at = 0; at < 64; at += 4) words.push(block.getUint32(at));
  let from = 0;
  return (count) => {
    const found = search(...words, text.length / 4, from, count, parseInt(challenge));
    from += count;
    return found < 0 ? "" : text + found.toString(16).padStart(8, "0");
  };
};

const beside = (challenge) =>
  new Promise((yes, no) => {
    const text = `const next=(${trying})("${CODE}","${challenge}");let found;while(!(found=next(4096)));postMessage(found)`;
    /* Not by an address of ours: a worker of another origin is none. */
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.onmessage = ({ data }) => {
      worker.terminate();
      URL.revokeObjectURL(address);
      yes(data);
    };
    worker.onerror = no;
  });

const between = async (challenge) => {
  const next = trying(CODE, challenge);
  const { port1, port2 } = new MessageChannel();
  for (let count = 256; ; ) {
    const began = performance.now();
    const found = next(count);
    if (found) return found;
    const took = performance.now() - began;
    /* Three to six milliseconds. Bounded, for browsers that tell the time only roughly. */
    count = took > 6 ? Math.ceil(count / 2) : took < 3 ? Math.min(count * 2, 16384) : count;
    await new Promise((go) => {
      port1.onmessage = go;
      port2.postMessage(0);
    });
  }
};

/* What pays for a challenge. */
export const work = (challenge) => beside(challenge).catch(() => between(challenge));
