/* Hồi Âm: the loader. Written by hand; kept under 3 KB as brotli. Draws a static launcher at once and asks for
   nothing until a person shows intent. Works as classic async, as a module, injected, and under <base href>.
   xtask fills the double-braced places: hashed names, integrity, texts of the catalogue, colours of the tokens. */
(() => {
  "use strict";
  const TAG = "hoi-am";
  const doc = document;
  const own = doc.currentScript;
  /* A module has no currentScript: then the stack of an error names the address. */
  const address = (own && own.src) || (/https?:\/\/[^\s()]*\/embed[\w/-]*\.js/.exec(Error().stack) || [""])[0];
  /* `embed.js` with data-site, `embed/KEY.js` with the look of that site in it, or a pinned `assets/embed-….js`. */
  const [, base, named] = /^(.*?\/)(?:assets\/)?embed(?:\/([^/.]+))?[^/]*$/.exec(address) || [];
  const api = (window.hoiam ||= {});
  const TEXTS = {
    vi: ["{{vi:Launch}}", "{{vi:Title}}", "{{vi:LoadFailed}}"],
    en: ["{{en:Launch}}", "{{en:Title}}", "{{en:LoadFailed}}"],
  };
  const CSS = `{{css:embed}}`;

  const dress = (root, css) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      make("style", {}, root, css);
    }
  };
  const make = (tag, attributes, parent, text = "") => {
    const node = doc.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    node.textContent = text;
    parent?.append(node);
    return node;
  };

  /* Whether WebAssembly may run here; a policy without 'wasm-unsafe-eval' makes this throw. */
  const runs = () => {
    try {
      return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    } catch {}
  };
  /* The first that comes of a promise and a limit that nobody waits longer than. */
  const within = (promise) => Promise.race([promise, new Promise((_, no) => setTimeout(no, 15e3, "slow"))]);

  /* Glue and wasm, once for all widgets of the page, both checked by integrity. */
  let loading;
  const load = (root, lang) => {
    if (!loading) {
      const files = base + "assets/";
      const wasm = fetch(files + "{{name:widget.wasm}}", { integrity: "{{integrity:widget.wasm}}" });
      wasm.catch(() => {});
      const glue = new Promise((yes, no) => {
        /* Not a script element: its address would need a policy where trusted types are required. */
        const link = doc.createElement("link");
        link.onload = () => import(link.href).then(yes, no);
        link.onerror = no;
        link.integrity = "{{integrity:widget.js}}";
        link.crossOrigin = "";
        link.rel = "modulepreload";
        link.href = files + "{{name:widget.js}}";
        if (link.relList.supports(link.rel)) root.append(link);
        else link.onload();
      });
      loading = within(glue.then((module) => module.begin(lang, wasm)));
      loading.catch(() => (loading = 0));
    }
    return loading;
  };

  class HoiAm extends HTMLElement {
    static observedAttributes = ["site", "lang", "mode"];

    connectedCallback() {
      if (!this.shell) {
        const root = this.attachShadow({ mode: "open" });
        dress(root, CSS);
        /* What is typed here is no business of the page: its shortcuts, focus traps and recorders do not hear it. A
           page that takes a letter away before it arrives gets the frame, which no page reaches into. */
        for (const type of ["keydown", "keypress", "keyup", "input", "paste", "focusin", "focusout"]) {
          root.addEventListener(type, (event) => {
            event.stopPropagation();
            if (type === "keydown" && event.defaultPrevented && !event.key[1] && this.view.draft) this.told("seclude", this.view.draft());
          });
        }
        this.draw();
      }
      /* Above every layer of the page, however high it stacks itself: once somebody is there, as it takes longer than all
         the rest, and most pages are left as they were opened. */
      this.below = this.floats;
      for (const type of ["pointerover", "focusin"]) doc.addEventListener(type, () => {
        this.below &&= this.isConnected && ((this.popover = "manual"), this.showPopover?.());
      }, { once: true });
    }

    disconnectedCallback() {
      /* Moved elements are back at once; those that stay away let go of everything. */
      setTimeout(() => this.isConnected || this.leave());
    }

    attributeChangedCallback(name, old, now) {
      if (!this.shell || old === now) return;
      this.leave();
      this.draw();
    }

    address(folder, more) {
      return base + folder + encodeURIComponent(this.site) + "?lang=" + this.tongue + more;
    }

    draw(failed) {
      const root = this.shadowRoot;
      const mode = this.getAttribute("mode");
      const tag = this.lang || location.search.split(/[?&]lang=/)[1] || doc.documentElement.lang || navigator.language;
      this.tongue = /^en/i.test(tag) ? "en" : "vi";
      this.words = TEXTS[this.tongue];
      this.site = this.getAttribute("site");
      this.floats = mode === "launcher";
      this.inline = !this.floats && mode !== "link";
      const look = (this.look = (api.looks || {})[this.site] || {});
      if (look.corner) this.setAttribute("corner", look.corner);
      if (look.css && !failed) dress(root, look.css);
      this.shell?.remove();
      this.shell = make("div", { class: this.inline ? "a c" : "a" }, root);
      if (this.inline) make("h2", {}, this.shell, this.words[1]);
      if (mode === "link") return;
      const attributes = failed ? { href: this.address("f/", failed), target: "_blank" } : { type: "button" };
      attributes.class = "b";
      if (this.floats && !failed) attributes["aria-haspopup"] = "dialog";
      const button = (this.button = make(failed ? "a" : "button", attributes, this.shell, failed ? this.words[2] : look[this.tongue] || this.words[0]));
      if (failed) return button.focus();
      for (const type of ["pointerenter", "focus"]) {
        button.addEventListener(type, () => runs() && !look.frame && load(root, this.tongue).catch(() => {}));
      }
      button.onclick = () => this.open();
    }

    /* The tiers, chosen here and nowhere else: the element where WebAssembly may run and nothing asks for more
       privacy, else the frame on our own origin, else the portal's page. */
    async open(kind, draft) {
      if (this.busy) return;
      this.busy = 1;
      this.hidden = 0;
      /* A link in the page has none. */
      const { button = {} } = this;
      button.ariaBusy = "true";
      try {
        if (!this.view && !kind && !this.look.frame && runs()) {
          this.view = await this.element().catch(() => {});
        }
        if (!this.view) this.view = await this.frame(kind, draft);
        this.view.open();
        this.shell.hidden = this.inline;
        /* No launcher stands in front of a form that somebody writes in; it is back when it is asked for. */
        if (this.inline) for (const other of doc.querySelectorAll(TAG + "[mode=launcher]")) other.hidden = 1;
        this.told("open");
      } catch (error) {
        console.warn(error);
        this.draw("&fell");
        open(this.address("f/", "&fell" + (kind ? "&kind=" + kind : "")), "_blank");
      }
      this.busy = 0;
      button.ariaBusy = null;
    }

    async element() {
      const root = this.shadowRoot;
      const module = await load(root, this.tongue);
      /* The texts of this language; mostly they are here with the module. */
      await module.begin(this.tongue);
      this.dressed ||= dress(root, module.css()) || 1;
      return module.mount(root, base, this.site, this.tongue, this.inline ? "div" : "dialog", (what, text) => this.told(what, text));
    }

    /* Heard of the frame: how high it is, and that it wants to be closed. Told to it: a draft begun outside. */
    async frame(kind, draft) {
      const { inline } = this;
      const box = make(inline ? "div" : "dialog", { class: inline ? "a" : "a f", "aria-label": this.words[1] }, this.shadowRoot);
      const frame = make("iframe", { src: this.address("w/", (inline ? "" : "&close") + (kind ? "#" + kind : "")), title: this.words[1], allow: "geolocation" });
      let hear, blocked;
      const view = {
        open: () => inline || box.open || box.showModal(),
        hide: () => inline || box.close(),
        close: () => {
          box.remove();
          removeEventListener("message", hear);
        },
      };
      try {
        await within(new Promise((yes, no) => {
          hear = ({ data, source, origin }) => {
            if (source !== frame.contentWindow || !base.startsWith(origin + "/")) return;
            if (data.hoiam === "close") view.hide();
            if (data.hoiam !== "size") return;
            if (inline) frame.style.height = data.height + "px";
            if (draft) source.postMessage({ hoiam: "draft", draft }, origin);
            draft = 0;
            yes();
          };
          blocked = (event) => /frame|child/.test(event.effectiveDirective) && no("policy");
          frame.onload = () => setTimeout(no, 3000);
          addEventListener("message", hear);
          doc.addEventListener("securitypolicyviolation", blocked);
          box.append(frame);
        }));
      } catch (error) {
        view.close();
        throw error;
      }
      return view;
    }

    /* What the widget says: `open`, `sent`, and that the rest is better written where the page cannot look. */
    told(what, text) {
      /* Later: what says so is still at work, and goes away with this. */
      if (what === "seclude") setTimeout(() => {
        this.leave();
        this.open("denunciation", text);
      });
      else if (what === "dress") dress(this.shadowRoot, text);
      else this.dispatchEvent(new CustomEvent("hoiam:" + what, { bubbles: true, composed: true }));
    }

    leave() {
      this.view?.close();
      this.view = null;
      this.shell.hidden = 0;
    }
  }

  if (!customElements.get(TAG)) {
    customElements.define(TAG, HoiAm);
    doc.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-hoiam]");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      api.open(link.dataset.hoiam || named);
    });
  }

  const add = (site, mode, lang = "") => {
    const element = make(TAG, { site, mode, lang });
    element.toggleAttribute("above", doc.querySelector(TAG + "[mode=launcher]"));
    const place = () => doc.body.append(element);
    if (doc.body) place();
    else doc.addEventListener("DOMContentLoaded", place);
    return element;
  };
  /* The element of a site: that on the page, else a new one that shows nothing but the dialog. */
  const of = (site) => doc.querySelector(site ? TAG + `[site="${site}"]` : TAG) || add(site || named, "link");
  /* Documented in the README: open the form of a site, close it again. */
  api.open = (site) => of(site).open();
  api.close = (site) => of(site).view?.hide();

  for (const script of [own, ...doc.scripts]) {
    if (!script || script.hoiAm || !base || !script.src.startsWith(address)) continue;
    script.hoiAm = 1;
    const site = script.dataset.site ?? named;
    if (site) add(site, "launcher", script.dataset.lang);
  }
})();
