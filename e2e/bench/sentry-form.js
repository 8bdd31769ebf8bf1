// A widget that is published on npm and widely used, as its makers say to embed it: Sentry's user feedback, opened by a
// button of the page, loaded when the button is pressed.
import { feedbackIntegration, init } from '@sentry/browser';

/** Opens its form. */
export async function open() {
  const feedback = feedbackIntegration({ autoInject: false, colorScheme: 'light', showBranding: false });
  init({ dsn: 'http://key@127.0.0.1:9/1', defaultIntegrations: false, integrations: [feedback] });
  const form = await feedback.createForm();
  form.appendToDom();
  form.open();
  return document.getElementById('sentry-feedback').shadowRoot;
}
