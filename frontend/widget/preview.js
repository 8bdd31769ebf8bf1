/* The real loader and the real widget, told of settings that are not kept: the page of administration around this one
   says what a site would be, and whatever asks the server about that site is answered from it. Nothing is filed and
   nothing is remembered. */
const real = window.fetch.bind(window);
let told;

/* What is typed here is nobody's draft. */
const memory = new Map();
Object.defineProperty(window, "localStorage", {
  value: {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => memory.set(key, String(value)),
    removeItem: (key) => memory.delete(key),
  },
});
/* The way out of a form that cannot be shown would lead away. */
window.open = () => null;

window.fetch = async (address, options) => {
  const url = new URL(address, location.href);
  const [, key, rest] = /^\/api\/v1\/sites\/([^/]+)(.*)$/.exec(url.pathname) || [];
  if (!told || key !== told.key) return real(address, options);
  const lang = url.searchParams.get("lang") === "en" ? "en" : "vi";
  if (!rest) return Response.json(told[lang]);
  if (/^\/(cases|uploads)/.test(rest) && options?.method === "POST") {
    const problem = { type: "about:blank", status: 409, code: "not_allowed_now", ...told.refused[lang] };
    return new Response(JSON.stringify(problem), { status: 409, headers: { "content-type": "application/problem+json" } });
  }
  return told.known ? real(address, options) : new Response(null, { status: 204 });
};

const show = (message) => {
  told = message;
  memory.clear();
  window.hoiam = window.hoiam || {};
  /* In a frame of its own it would be the kept settings that are shown. */
  window.hoiam.looks = { [message.key]: { ...message.look, frame: false } };
  document.querySelectorAll("hoi-am").forEach((element) => element.remove());
  document.documentElement.lang = message.lang;
  document.documentElement.style.colorScheme = message.scheme;
  const element = document.createElement("hoi-am");
  element.setAttribute("site", message.key);
  element.setAttribute("mode", "launcher");
  element.lang = message.lang;
  if (message.scheme !== "light dark") element.dataset.scheme = message.scheme;
  document.body.append(element);
};

addEventListener("message", ({ data, origin, source }) => {
  if (source === parent && origin === location.origin && data && data.key) show(data);
});

const script = document.createElement("script");
script.src = "/embed.js";
script.dataset.site = "";
const drawn = document.createElement("script");
drawn.src = "/assets/{{name:logo.js}}";
script.onload = () => parent.postMessage("preview", location.origin);
document.head.append(drawn, script);
