/* Hồi Âm: the loader. Written by hand; kept under 3 KB as brotli. Draws a static launcher at once and asks for
   nothing until a person shows intent. Works as classic async, as a module, injected, and under <base href>.
   xtask fills the double-braced places: hashed names, integrity, texts of the catalogue, colours of the tokens. */
(() => {
  "use strict";
  const TAG = "hoi-am";
  const own = document.currentScript;
  const scripts = () => [own, ...document.querySelectorAll("script[data-site]")];
  /* A module has no currentScript: then the stack of an error names the address. */
  const address = (own && own.src) || (/https?:\/\/[^\s()]*\/embed[\w-]*\.js/.exec(new Error().stack) || [""])[0];
  const base = address.replace(/(assets\/)?embed[^/]*$/, "");
  const TEXTS = {
    vi: ["{{vi:Launch}}", "{{vi:Title}}", "{{vi:CardNote}}", "{{vi:OpenForm}}", "{{vi:LoadFailed}}"],
    en: ["{{en:Launch}}", "{{en:Title}}", "{{en:CardNote}}", "{{en:OpenForm}}", "{{en:LoadFailed}}"],
  };
  /* Inside the shadow tree an important rule beats any rule of the page, even an important one. */
  const CSS = `
    :host{all:initial!important;display:block!important;color-scheme:light dark!important;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif!important;
      --a:{{light:accent}};--s:{{light:accent-strong}};--o:{{light:on-accent}};--p:{{light:surface}};--i:{{light:ink}};--m:{{light:ink-2}};--l:{{light:line}}}
    :host([mode=launcher]){position:fixed!important;inset:auto 20px calc(20px + var(--n,0)*64px) auto!important;z-index:2147483647!important}
    :host([hidden]){display:none!important}
    @media (prefers-color-scheme:dark){:host(:not([data-scheme=light])){--a:{{dark:accent}};--s:{{dark:accent-strong}};--o:{{dark:on-accent}};--p:{{dark:surface}};--i:{{dark:ink}};--m:{{dark:ink-2}};--l:{{dark:line}}}}
    :host([data-scheme=dark]){--a:{{dark:accent}};--s:{{dark:accent-strong}};--o:{{dark:on-accent}};--p:{{dark:surface}};--i:{{dark:ink}};--m:{{dark:ink-2}};--l:{{dark:line}}}
    .b{display:inline-flex;box-sizing:border-box;align-items:center;gap:10px;min-height:52px;padding:12px 22px 12px 18px;border:2px solid transparent;border-radius:26px;background:var(--a);color:var(--o);font:inherit;font-weight:600;text-decoration:none;cursor:pointer;box-shadow:0 2px 6px rgb(0 0 0/.14),0 8px 28px rgb(0 0 0/.2)}
    .b:hover{background:var(--s)}.b:focus-visible{outline:3px solid var(--p);box-shadow:0 0 0 6px var(--a)}
    .b[aria-busy]{cursor:progress;opacity:.85}
    .c{padding:28px;border:1px solid var(--l);border-radius:18px;background:var(--p);color:var(--i)}
    .c .b{box-shadow:none;margin-top:6px}.c h2{margin:0 0 6px;font-size:1.375em;line-height:1.3}p{margin:0 0 14px;color:var(--m)}
    [hidden]{display:none!important}svg{flex:none;width:22px;height:22px;fill:currentColor}
    @media print{:host([mode=launcher]){display:none!important}}`;

  const dress = (root, css) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      make("style", {}, root).textContent = css;
    }
  };
  const make = (tag, attributes, parent, text) => {
    const svg = tag === "svg" || tag === "path";
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    if (text) node.textContent = text;
    parent.append(node);
    return node;
  };

  /* The tiers, chosen here and nowhere else: the element where WebAssembly may run, else the portal's page. */
  const tier = () => {
    try {
      new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
      return "element";
    } catch {
      return "page";
    }
  };

  /* Glue and wasm, once for all widgets of the page, both checked by integrity. */
  const FILES = base + "assets/";
  let loading;
  const glue = (root) =>
    new Promise((resolve, reject) => {
      const url = FILES + "{{name:widget.js}}";
      const link = document.createElement("link");
      const known = link.relList && link.relList.supports && link.relList.supports("modulepreload");
      const node = known ? link : document.createElement("script");
      node.onload = () => import(url).then(resolve, reject);
      node.onerror = () => reject(new Error("glue"));
      node.integrity = "{{integrity:widget.js}}";
      node.crossOrigin = "anonymous";
      if (known) {
        node.rel = "modulepreload";
        node.href = url;
      } else {
        node.type = "module";
        node.src = url;
      }
      root.append(node);
    });
  const load = (root) => {
    if (!loading) {
      const wasm = fetch(FILES + "{{name:widget.wasm}}", { integrity: "{{integrity:widget.wasm}}", credentials: "omit" });
      wasm.catch(() => {});
      const late = new Promise((_, reject) => setTimeout(reject, 20000, new Error("slow")));
      const ready = glue(root).then((module) => module.default({ module_or_path: wasm }).then(() => module));
      loading = Promise.race([ready, late]);
      loading.catch(() => (loading = 0));
    }
    return loading;
  };

  class HoiAm extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      if (!this.hasAttribute("mode")) this.setAttribute("mode", "inline");
      dress(root, CSS);
      /* Shortcuts of the page do not eat what is typed here. */
      for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, (e) => e.stopPropagation());
      this.draw(root);
    }

    disconnectedCallback() {
      /* Moved elements are back at once; those that stay away let go of everything. */
      setTimeout(() => {
        if (this.isConnected || !this.widget) return;
        this.widget.close();
        this.widget = 0;
        this.shell.hidden = false;
      });
    }

    get words() {
      const tag = this.lang || new URLSearchParams(location.search).get("lang") || document.documentElement.lang || navigator.language;
      return TEXTS[/^en/i.test(tag) ? "en" : "vi"];
    }

    get page() {
      return base + "f/" + encodeURIComponent(this.getAttribute("site")) + (this.words === TEXTS.en ? "?lang=en" : "?lang=vi");
    }

    draw(root, failed) {
      const [launch, title, note, form, sorry] = this.words;
      const inline = this.getAttribute("mode") !== "launcher";
      const link = failed || tier() === "page";
      if (this.shell) this.shell.remove();
      this.shell = make(inline ? "section" : "div", { class: inline ? "c" : "l" }, root);
      if (inline) {
        make("h2", {}, this.shell, title);
        make("p", {}, this.shell, failed ? sorry : note);
      }
      const attributes = link ? { class: "b", href: this.page, target: "_blank", rel: "noopener" } : { class: "b", type: "button" };
      if (!inline && !link) attributes["aria-haspopup"] = "dialog";
      const button = make(link ? "a" : "button", attributes, this.shell);
      make("path", { d: "M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm3 5v2h10V8Zm0 4v2h7v-2Z" }, make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, button));
      make("span", {}, button, link && (inline || failed) ? form : launch);
      if (failed) button.focus();
      if (link) return;
      const warm = () => load(root).catch(() => {});
      for (const type of ["pointerenter", "focus", "touchstart"]) button.addEventListener(type, warm, { passive: true });
      button.addEventListener("click", () => this.open(root, button, inline));
    }

    async open(root, button, inline) {
      button.setAttribute("aria-busy", "true");
      try {
        const module = await load(root);
        if (!this.widget) {
          if (!this.dressed) dress(root, module.css());
          this.dressed = true;
          this.widget = module.mount(root, base, this.getAttribute("site"), this.words === TEXTS.en ? "en" : "vi", inline);
        }
        this.widget.open();
        this.shell.hidden = inline;
      } catch (error) {
        console.warn("hoi-am: " + error);
        this.draw(root, true);
        window.open(this.page, "_blank", "noopener");
      }
      button.removeAttribute("aria-busy");
    }
  }

  if (!customElements.get(TAG)) customElements.define(TAG, HoiAm);
  for (const script of scripts()) {
    if (!script || script.hoiAm || !script.dataset.site || script.src.replace(/[?#].*/, "") !== address.replace(/[?#].*/, "")) continue;
    script.hoiAm = true;
    const element = document.createElement(TAG);
    element.setAttribute("site", script.dataset.site);
    element.setAttribute("mode", "launcher");
    if (script.dataset.lang) element.lang = script.dataset.lang;
    /* A second launcher stands above the first. */
    element.style.setProperty("--n", document.querySelectorAll(TAG + "[mode=launcher]").length);
    const add = () => document.body.append(element);
    if (document.body) add();
    else document.addEventListener("DOMContentLoaded", add);
  }
})();
