/* Hồi Âm: choosing and uploading files. Loaded when somebody has files to send or to see, checked by integrity, shared
   by the widget and the console. Draws plain elements into the host it is given and keeps nothing but what is chosen.
   Uploads by tus 1.0.0 in pieces, one file at a time, and goes on where the connection broke.
   xtask fills the double-braced places: texts of the catalogue and limits. */
(() => {
  "use strict";
  const TEXTS = {
    vi: {
      add: "{{vi:Add}}", drop: "{{vi:Drop}}", keep: "{{vi:KeepMetadata}}", keepNote: "{{vi:KeepMetadataNote}}", waits: "{{vi:Waits}}", shrinks: "{{vi:Shrinks}}",
      sends: "{{vi:Sends}}", checks: "{{vi:Checks}}", done: "{{vi:Done}}", again: "{{vi:Again}}", remove: "{{vi:Remove}}", offline: "{{vi:Offline}}",
      broken: "{{vi:CutOff}}", many: "{{vi:TooMany}}", empty: "{{vi:fault.empty}}", large: "{{vi:fault.too_large}}", open: "{{vi:Open}}", opens: "{{vi:Opens}}",
      closed: "{{vi:NotOpened}}",
    },
    en: {
      add: "{{en:Add}}", drop: "{{en:Drop}}", keep: "{{en:KeepMetadata}}", keepNote: "{{en:KeepMetadataNote}}", waits: "{{en:Waits}}", shrinks: "{{en:Shrinks}}",
      sends: "{{en:Sends}}", checks: "{{en:Checks}}", done: "{{en:Done}}", again: "{{en:Again}}", remove: "{{en:Remove}}", offline: "{{en:Offline}}",
      broken: "{{en:CutOff}}", many: "{{en:TooMany}}", empty: "{{en:fault.empty}}", large: "{{en:fault.too_large}}", open: "{{en:Open}}", opens: "{{en:Opens}}",
      closed: "{{en:NotOpened}}",
    },
  };
  const MOST = Number("{{limit:files}}"), BYTES = Number("{{limit:bytes}}"), ACCEPT = "{{limit:accept}}";
  /* What a picture is made smaller to before it is sent: enough to read a number plate, a tenth of the bytes. */
  const SIDE = 2560, SMALL = 1500000;
  const PIECE = 1 << 20, TRIES = 6;

  const make = (tag, attributes, parent, text) => {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    if (text) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  };
  const fill = (text, values) => Object.keys(values).reduce((out, name) => out.split("{" + name + "}").join(values[name]), text);
  const size = (bytes, lang) => {
    if (bytes < 1048576) return (bytes && Math.max(1, Math.floor(bytes / 1024))) + " KB";
    return (bytes / 1048576).toLocaleString(lang === "en" ? "en" : "vi", { maximumFractionDigits: 1 }) + " MB";
  };
  const wait = (ms) =>
    new Promise((go) => {
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        removeEventListener("online", done);
        go();
      }
      /* Back on the network: at once. */
      addEventListener("online", done);
    });
  const base64 = (text) => {
    let out = "";
    for (const byte of new TextEncoder().encode(text)) out += String.fromCharCode(byte);
    return btoa(out);
  };

  /* A picture on a canvas: also a way to show one where the page's policy allows no image of ours. */
  const draw = async (blob, most, canvas) => {
    const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" });
    const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return scale;
  };

  /* A picture without what the camera wrote about place, time and person, its dots untouched. Whatever is not understood
     to the last byte is thrown: then it is drawn anew instead. So is one that only its metadata turns the right way up. */
  const bare = async (file) => {
    const data = new Uint8Array(await file.arrayBuffer());
    const view = new DataView(data.buffer);
    const word = (at, length) => String.fromCharCode(...data.subarray(at, at + length));
    const turned = (start) => {
      const little = data[start] === 73;
      const first = start + view.getUint32(start + 4, little);
      for (let left = view.getUint16(first, little), at = first + 2; left--; at += 12) {
        if (view.getUint16(at, little) === 0x112) return view.getUint16(at + 8, little) > 1;
      }
    };
    const parts = [];
    let at = 0;
    const keep = (end, kept) => {
      if (!(end <= data.length)) throw at;
      if (kept) parts.push(data.subarray(at, end));
      at = end;
    };
    if (view.getUint16(0) === 0xffd8) {
      keep(2, true);
      for (let mark = 0; mark !== 0xd9; ) {
        if (data[at] !== 255) throw at;
        mark = data[at + 1];
        if (mark === 0xd9) keep(at + 2, true);
        else if (mark === 255) keep(at + 1, false);
        else {
          let end = at + 2 + view.getUint16(at + 2);
          if (mark === 0xda) while (data[end] !== 255 || !data[end + 1] || (data[end + 1] & 0xf8) === 0xd0) if (++end >= data.length) throw at;
          if (mark === 0xe1 && word(at + 4, 4) === "Exif" && turned(at + 10)) throw at;
          const told = (mark > 0xe0 && mark < 0xf0) || mark === 0xfe;
          keep(end, !told || mark === 0xee || (mark === 0xe2 && word(at + 4, 11) === "ICC_PROFILE"));
        }
      }
    } else if (word(1, 3) === "PNG") {
      keep(8, true);
      for (let name; name !== "IEND"; ) {
        name = word(at + 4, 4);
        keep(at + 12 + view.getUint32(at), !/^(eXIf|tEXt|zTXt|iTXt|tIME)$/.test(name));
      }
    } else if (word(8, 4) === "WEBP") {
      keep(12, true);
      while (at < data.length) {
        const name = word(at, 4);
        const length = view.getUint32(at + 4, true);
        if (name === "VP8X") data[at + 8] &= ~12;
        keep(at + 8 + length + (length & 1), !/^(EXIF|XMP )$/.test(name));
      }
      view.setUint32(4, parts.reduce((sum, part) => sum + part.length, -8), true);
    } else throw at;
    return new File(parts, file.name, { type: file.type });
  };

  /* Pictures go without what the camera wrote, and no larger than anybody can use. Whatever this browser cannot read
     goes as it is; the server decides, and takes the same away. */
  const shrunk = async (file) => {
    const foreign = /hei[cf]/i.test(file.type) || /\.hei[cf]$/i.test(file.name);
    const picture = foreign || /^image\/(jpeg|png|webp)$/.test(file.type) || /\.(jpe?g|png|webp)$/i.test(file.name);
    if (!picture || file.size > 60000000) return file;
    const plain = await bare(file).catch(() => 0);
    try {
      const canvas = document.createElement("canvas");
      const scale = await draw(file, SIDE, canvas);
      if (plain && scale === 1 && plain.size <= SMALL) return plain;
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
      if (blob && (!plain || blob.size < plain.size)) return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch {
      /* Not a picture that this browser knows. */
    }
    return plain || file;
  };

  /* In a shadow tree of ours, once; the programs of staff have the rules in their own sheet. */
  const dress = (root) => {
    if (!root.host || root.hoiamFiles) return;
    root.hoiamFiles = 1;
    const rules = `{{css:files}}`;
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      make("style", {}, root, rules);
    }
  };

  class Refused extends Error {}

  class Chooser {
    constructor(options) {
      this.o = options;
      this.t = TEXTS[options.lang] || TEXTS.vi;
      this.items = [];
      this.keep = false;
      this.shell = make("div", { class: "files" });
      for (const kept of options.kept || []) this.items.push({ name: kept.name, size: kept.size, id: kept.id, state: "done" });
      this.build();
      for (const item of this.items) this.row(item);
      this.frame();
    }

    /* Into another place on the page: what is under way goes on. */
    attach(host) {
      host.replaceChildren(this.shell);
      const root = host.getRootNode();
      if (root !== this.root) {
        root.addEventListener("paste", (event) => this.paste(event));
        dress(root);
      }
      this.root = root;
    }

    build() {
      const label = make("label", { class: "add" }, this.shell);
      this.input = make("input", { type: "file", multiple: "", accept: ACCEPT, class: "unseen" }, label);
      make("span", {}, label, this.t.add);
      make("span", { class: "hint" }, this.shell, this.t.drop);
      this.note = make("p", { class: "error", role: "alert" }, this.shell);
      this.list = make("ul", { class: "chosen" }, this.shell);
      this.said = make("p", { class: "unseen", role: "status" }, this.shell);
      const keep = make("label", { class: "keep" }, this.shell);
      const tick = make("input", { type: "checkbox" }, keep);
      const words = make("span", {}, keep, this.t.keep);
      make("span", { class: "hint" }, words, this.t.keepNote);
      if (this.o.staff) keep.hidden = true;
      tick.addEventListener("change", () => (this.keep = tick.checked));
      this.input.addEventListener("change", () => {
        this.add([...this.input.files]);
        this.input.value = "";
      });
      const over = (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        this.shell.classList.toggle("over", event.type === "dragover");
      };
      this.shell.addEventListener("dragover", over);
      this.shell.addEventListener("dragleave", () => this.shell.classList.remove("over"));
      this.shell.addEventListener("drop", (event) => {
        over(event);
        this.add([...event.dataTransfer.files]);
      });
    }

    /* Nobody waits for them any more. */
    stop() {
      this.o.change = () => {};
      for (const item of this.items) {
        item.gone = true;
        if (item.state === "waits") item.state = "refused";
        if (item.call) item.call.abort();
      }
    }

    /* Pasted anywhere in the form. */
    paste(event) {
      const files = event.clipboardData ? [...event.clipboardData.files] : [];
      /* Of several on one page, the first takes them. */
      if (!files.length || !this.shell.isConnected || event.defaultPrevented) return;
      event.preventDefault();
      this.add(files);
    }

    add(files) {
      this.note.textContent = "";
      const room = MOST - this.items.length;
      if (files.length > room) this.note.textContent = fill(this.t.many, { n: MOST });
      for (const file of files.slice(0, room)) {
        const item = { file, name: file.name || "file", size: file.size, state: "waits" };
        this.items.push(item);
        this.row(item);
      }
      this.changed();
      this.run();
    }

    row(item) {
      const row = (item.row = make("li", {}, this.list));
      item.canvas = make("canvas", { class: "thumb", "aria-hidden": "true", width: 1, height: 1 }, row);
      const middle = make("div", { class: "about" }, row);
      const name = make("p", { class: "name" }, middle);
      make("bdi", {}, name, item.name);
      item.weight = make("span", { class: "hint" }, name);
      item.bar = make("progress", { max: 100, value: 0, "aria-label": item.name }, middle);
      item.words = make("p", { class: "state" }, middle);
      item.retry = make("button", { type: "button", class: "link" }, middle, this.t.again);
      item.retry.addEventListener("click", () => {
        item.state = "waits";
        this.changed();
        this.run();
      });
      const remove = make("button", { type: "button", class: "drop", "aria-label": fill(this.t.remove, { name: item.name }) }, row, "×");
      remove.addEventListener("click", () => this.drop(item));
      if (item.file && item.file.type.startsWith("image/")) draw(item.file, 112, item.canvas).catch(() => {});
      this.show(item);
    }

    show(item, words) {
      const { t } = this;
      const said = { waits: t.waits, shrinks: t.shrinks, sends: fill(t.sends, { percent: item.percent || 0 }), checks: t.checks, done: t.done, failed: words, refused: words };
      item.row.className = item.state;
      item.weight.textContent = " " + size(item.size, this.o.lang);
      item.words.textContent = said[item.state];
      item.bar.hidden = !["sends", "checks"].includes(item.state);
      item.bar.value = item.percent || 0;
      item.retry.hidden = item.state !== "failed";
      if (["done", "failed", "refused"].includes(item.state)) this.said.textContent = item.name + ": " + said[item.state];
    }

    async drop(item) {
      this.items = this.items.filter((other) => other !== item);
      item.gone = true;
      if (item.call) item.call.abort();
      const next = item.row.nextElementSibling || item.row.previousElementSibling;
      item.row.remove();
      (next ? next.querySelector(".drop") : this.input).focus();
      this.note.textContent = "";
      this.changed();
      if (item.url) this.ask("DELETE", item.url).catch(() => {});
    }

    changed() {
      for (const item of this.items) if (item.state !== "failed" && item.state !== "refused") this.show(item);
      this.frame();
      const done = this.items.filter((item) => item.state === "done").map(({ id, name, size }) => ({ id, name, size }));
      const busy = this.items.some((item) => ["waits", "shrinks", "sends", "checks"].includes(item.state));
      const left = this.items.filter((item) => item.state === "failed" || item.state === "refused").length;
      this.o.change(done, busy, left);
    }

    frame() {
      this.input.disabled = this.items.length >= MOST;
    }

    async run() {
      if (this.running) return;
      this.running = true;
      for (;;) {
        const item = this.items.find((one) => one.state === "waits");
        if (!item) break;
        try {
          await this.send(item);
          item.state = "done";
        } catch (error) {
          item.state = error instanceof Refused ? "refused" : "failed";
          if (!item.gone) this.show(item, error instanceof Refused ? error.message : navigator.onLine === false ? this.t.offline : this.t.broken);
        }
        if (!item.gone) this.changed();
      }
      this.running = false;
    }

    async send(item) {
      if (!item.ready) {
        if (!item.file.size) throw new Refused(this.t.empty);
        item.state = "shrinks";
        this.show(item);
        item.keep = this.keep;
        item.ready = item.keep ? item.file : await shrunk(item.file);
        item.size = item.ready.size;
        if (item.size > BYTES) throw new Refused(this.t.large);
      }
      item.state = "sends";
      this.show(item);
      for (let tries = 0; ; tries++) {
        try {
          if (!item.url) await this.begin(item);
          else item.at = Number((await this.ask("HEAD", item.url)).getResponseHeader("upload-offset"));
          while (item.at < item.ready.size) await this.piece(item);
          item.id = item.url.split("?")[0].split("/").pop();
          return;
        } catch (error) {
          if (item.gone || error instanceof Refused) throw error;
          if (error.status === 404) item.url = 0;
          if (tries >= TRIES) throw error;
          await wait(error.after ? error.after * 1000 : 500 * 2 ** tries);
        }
      }
    }

    async begin(item) {
      const name = item.keep || item.ready === item.file ? item.name : item.ready.name;
      const call = await this.ask("POST", this.o.url, {
        "Upload-Length": item.ready.size,
        "Upload-Metadata": "filename " + base64(name) + (item.keep ? ",keep_metadata " + base64("1") : ""),
      });
      item.url = new URL(call.getResponseHeader("location"), new URL(this.o.url, location.href)).href + "?lang=" + this.o.lang;
      item.at = 0;
    }

    async piece(item) {
      const end = Math.min(item.at + PIECE, item.ready.size);
      const headers = { "Upload-Offset": item.at, "Content-Type": "application/offset+octet-stream" };
      const call = await this.ask("PATCH", item.url, headers, item.ready.slice(item.at, end), item);
      item.at = Number(call.getResponseHeader("upload-offset"));
    }

    ask(method, url, headers, body, item) {
      return new Promise((done, fail) => {
        const call = new XMLHttpRequest();
        call.open(method, url);
        call.timeout = 120000;
        call.setRequestHeader("Tus-Resumable", "1.0.0");
        const all = Object.assign({}, this.o.headers, headers);
        for (const name of Object.keys(all)) call.setRequestHeader(name, all[name]);
        if (item) {
          item.call = call;
          call.upload.onprogress = (event) => {
            item.percent = Math.min(99, Math.floor(((item.at + event.loaded) * 100) / item.ready.size));
            item.state = item.at + event.loaded >= item.ready.size ? "checks" : "sends";
            if (!item.gone) this.show(item);
          };
        }
        call.onerror = call.ontimeout = call.onabort = () => fail(new Error("network"));
        call.onload = () => {
          if (call.status < 300) return done(call);
          let detail = "";
          try {
            detail = JSON.parse(call.responseText).detail;
          } catch {
            detail = "";
          }
          /* What may pass is tried again; the rest is said as the server says it. */
          const passes = call.status >= 500 || [404, 409, 423, 429].includes(call.status);
          const error = passes ? new Error(detail) : new Refused(detail || this.t.broken);
          error.status = call.status;
          error.after = Number(call.getResponseHeader("retry-after")) || 0;
          if (error.after > 60) fail(new Refused(detail));
          else fail(error);
        };
        call.send(body || null);
      });
    }
  }

  /* Files of a case: a button each, which fetches the file with the secret and lets the browser save it. */
  const list = (host, o) => {
    const t = TEXTS[o.lang] || TEXTS.vi;
    const shell = make("ul", { class: "chosen" });
    const get = async (path) => {
      const answer = await fetch(o.url + path + "?lang=" + o.lang, { headers: o.headers, credentials: "omit" });
      if (!answer.ok) throw new Error(answer.status);
      return answer.blob();
    };
    for (const file of o.files) {
      const row = make("li", {}, shell);
      const canvas = make("canvas", { class: "thumb", "aria-hidden": "true", width: 1, height: 1 }, row);
      const about = make("div", { class: "about" }, row);
      const button = make("button", { type: "button", class: "link" }, about);
      make("bdi", {}, button, file.name);
      make("span", { class: "hint" }, about, " " + size(file.size, o.lang));
      const words = make("p", { class: "state", role: "status" }, about);
      button.setAttribute("aria-label", fill(t.open, { name: file.name }));
      button.addEventListener("click", async () => {
        words.textContent = t.opens;
        try {
          const url = URL.createObjectURL(await get(file.number));
          const link = make("a", { href: url, download: file.name }, row);
          link.hidden = true;
          link.click();
          link.remove();
          setTimeout(() => URL.revokeObjectURL(url), 60000);
          words.textContent = "";
        } catch {
          words.textContent = t.closed;
        }
      });
      if (file.preview) get(file.number + "/preview").then((blob) => draw(blob, 112, canvas)).catch(() => {});
    }
    host.replaceChildren(shell);
    dress(host.getRootNode());
  };

  globalThis[Symbol.for("hoiam.files")] = { choose: (options) => new Chooser(options), list };
})();
