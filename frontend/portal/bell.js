/* Hồi Âm: a bell for a case, by hand and small. On the page of a case that is open with its secret, it lets this device be
   knocked at when there is news; as the worker behind that page, it shows the news. Each case has a worker of its own, whose
   scope is the address of its page: so a knock needs no word in it, and says to nobody on the way what it is about. */
(() => {
  "use strict";
  const TEXTS = {
    vi: { title: "{{vi:BellNews}}", body: "{{vi:BellLook}}", on: "{{vi:BellOn}}", off: "{{vi:BellOff}}", hung: "{{vi:BellHung}}", gone: "{{vi:BellGone}}", denied: "{{vi:BellDenied}}", failed: "{{vi:BellFailed}}", wait: "{{vi:BellWait}}" },
    en: { title: "{{en:BellNews}}", body: "{{en:BellLook}}", on: "{{en:BellOn}}", off: "{{en:BellOff}}", hung: "{{en:BellHung}}", gone: "{{en:BellGone}}", denied: "{{en:BellDenied}}", failed: "{{en:BellFailed}}", wait: "{{en:BellWait}}" },
  };
  const worker = typeof document === "undefined";
  const lang = worker ? new URL(location.href).searchParams.get("lang") : document.documentElement.lang;
  const t = TEXTS[lang] || TEXTS.vi;

  if (worker) {
    addEventListener("push", (event) =>
      event.waitUntil(registration.showNotification(t.title, { body: t.body, lang, tag: registration.scope })));
    addEventListener("notificationclick", (event) => {
      event.notification.close();
      event.waitUntil(clients.openWindow(registration.scope + "?lang=" + lang));
    });
    return;
  }

  const bell = document.getElementById("bell");
  if (!bell || !navigator.serviceWorker || !window.PushManager) return;
  const [button, said] = [bell.querySelector("button"), bell.querySelector("[role=status]")];
  const { key, scope, put, secret } = bell.dataset;
  const hung = async () => {
    const here = await navigator.serviceWorker.getRegistration(scope);
    /* The one that is found may be that of a page above. */
    return here && here.scope === new URL(scope, location.href).href ? here.pushManager.getSubscription() : null;
  };
  const tell = async (subscription, wanted) => {
    const body = JSON.stringify({ endpoint: subscription.endpoint, wanted });
    const answer = await fetch(put, { method: "PUT", headers: { "content-type": "application/json", "x-case-secret": secret }, body });
    if (!answer.ok) throw new Error(answer.status);
  };
  const draw = async (words) => {
    button.textContent = (await hung()) ? t.off : t.on;
    if (words) said.textContent = words;
  };
  const ring = async () => {
    const before = await hung();
    if (before) {
      await tell(before, false);
      await before.unsubscribe();
      return t.gone;
    }
    if ((await Notification.requestPermission()) !== "granted") return t.denied;
    const here = await navigator.serviceWorker.register("/bell.js?lang=" + lang, { scope });
    /* A worker that is not at work yet cannot be subscribed. */
    const fresh = here.installing || here.waiting;
    if (fresh) await new Promise((done) => {
      fresh.addEventListener("statechange", () => fresh.state === "activated" && done());
      if (fresh.state === "activated") done();
    });
    /* A browser that cannot reach its maker does not say so. */
    const late = new Promise((_, no) => setTimeout(no, 15e3));
    const subscription = await Promise.race([here.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }), late]);
    try {
      await tell(subscription, true);
    } catch (error) {
      await subscription.unsubscribe();
      throw error;
    }
    return t.hung;
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = t.wait;
    await draw(await ring().catch(() => t.failed)).catch(() => {});
    button.disabled = false;
    button.focus();
  });
  draw().then(() => { bell.hidden = false; }, () => {});
})();
