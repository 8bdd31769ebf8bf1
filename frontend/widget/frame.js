/* The frame tier: the same widget on our own origin, where the page around it can neither look nor reach. The page
   is told two things only: how high this is (the first time also says that it is here), and that it wants to be
   closed. It may hand over one: the draft that was begun outside. */
const files = "/assets/";
const asked = new URLSearchParams(location.search);
const site = decodeURIComponent(location.pathname.split("/").pop());
const lang = /^en/i.test(asked.get("lang")) ? "en" : "vi";
const closes = asked.has("close");
const place = document.getElementById("place");
const say = (hoiam, more) => parent.postMessage({ hoiam, ...more }, "*");

const glue = () =>
  new Promise((resolve, reject) => {
    const link = document.createElement("link");
    const url = files + "{{name:widget.js}}";
    link.onload = () => import(url).then(resolve, reject);
    link.onerror = () => reject(new Error("glue"));
    link.integrity = "{{integrity:widget.js}}";
    link.crossOrigin = "anonymous";
    link.rel = "modulepreload";
    link.href = url;
    document.head.append(link);
  });

const dress = (root, css) => {
  if (!css) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

/* The logo of the site, above the form. Whose it is stands in words beside it. */
const brand = (root) => {
  const { logo, width, height } = place.dataset;
  if (!logo) return;
  const picture = new Image(Number(width), Number(height));
  picture.alt = "";
  picture.src = logo;
  Object.assign(picture.style, { flex: "none", alignSelf: "start", width: "auto", height: "40px", maxWidth: "calc(100% - 48px)", margin: "16px 24px 0", objectFit: "contain", objectPosition: "left" });
  root.getElementById("frame").prepend(picture);
};

const begin = async () => {
  const wasm = fetch(files + "{{name:widget.wasm}}", { integrity: "{{integrity:widget.wasm}}", credentials: "omit" });
  wasm.catch(() => {});
  const module = await glue();
  await module.begin(lang, wasm);
  document.documentElement.lang = lang;
  place.setAttribute("mode", closes ? "frame" : "inline");
  const root = place.attachShadow({ mode: "open" });
  dress(root, module.css());
  const told = (what, text) => {
    if (what === "close") say("close");
    if (what === "dress") dress(root, text);
  };
  const base = location.origin + "/";
  let view = module.mount(root, base, site, lang, closes ? "frame" : "div", told, location.hash.slice(1));
  brand(root);
  addEventListener("message", (event) => {
    if (event.source !== parent || !event.data || event.data.hoiam !== "draft" || !view) return;
    view.close();
    view = module.mount(root, base, site, lang, closes ? "frame" : "div", told, location.hash.slice(1) + " " + event.data.draft);
    brand(root);
    view.open();
  });
  view.open();
  const measured = () => say("size", { height: Math.ceil(place.getBoundingClientRect().height) });
  new ResizeObserver(measured).observe(place);
  /* A frame in a dialog that is not yet shown has no layout, and observers there are silent. */
  measured();
};

/* Nothing is said when it cannot begin: whoever waits for the first size then takes the plain page. */
begin().catch((error) => console.warn("hoi-am: " + error));
