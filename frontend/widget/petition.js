/* Hồi Âm: a petition on somebody's page, by hand and small. On that page it places, where its script stands, a frame with
   the petition's form; within the frame it tells how high the form is. No cookie, no storage, no style of its own.
   `<script async src="https://HOST/petition.js" data-petition="CODE" data-lang="vi"></script>` */
(() => {
  "use strict";
  const doc = document;
  const TEXTS = { vi: "{{vi:FrameTitle}}", en: "{{en:FrameTitle}}" };

  const place = (script) => {
    const base = script.src.replace(/petition\.js.*$/, "");
    const lang = /^en/i.test(script.dataset.lang || doc.documentElement.lang || navigator.language) ? "en" : "vi";
    const at = base + "petitions/" + encodeURIComponent(script.dataset.petition);
    const frame = doc.createElement("iframe");
    frame.title = TEXTS[lang];
    frame.loading = "lazy";
    frame.width = "100%";
    /* About as high as the form: little moves when it says how high it is. */
    frame.height = 1100;
    frame.style.border = 0;
    let heard;
    addEventListener("message", ({ data, source, origin }) => {
      if (source !== frame.contentWindow || !base.startsWith(origin + "/") || data.hoiam !== "size") return;
      heard = 1;
      frame.height = data.height;
    });
    /* A policy of the page that blocks frames: the way to the petition stays. */
    frame.onload = () => setTimeout(() => {
      if (heard) return;
      const link = doc.createElement("a");
      link.href = at + "?lang=" + lang;
      link.textContent = TEXTS[lang];
      frame.replaceWith(link);
    }, 3000);
    frame.src = at + "/frame?lang=" + lang;
    script.after(frame);
  };

  for (const script of doc.querySelectorAll('script[data-petition][src*="/petition.js"]')) {
    if (script.hoiAm) continue;
    script.hoiAm = 1;
    place(script);
  }
  if (parent !== window && doc.body.classList.contains("bare")) {
    const tell = () => parent.postMessage({ hoiam: "size", height: doc.body.offsetHeight }, "*");
    new ResizeObserver(tell).observe(doc.body);
  }
})();
