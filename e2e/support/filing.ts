// Files a case over the API, as another system does; what a citizen does by hand is for the tests of the widget.
import { expect } from '@playwright/test';

/** What the receipt says. */
export type Filed = { code: string; secret: string; due_at: string };

/** `key` is the idempotency key; `more` stands beside or in place of what a case mostly says. */
export async function file(url: string, key: string, body: string, more: object = {}): Promise<Filed> {
  const answer = await fetch(`${url}/api/v1/sites/demo/cases`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ kind: 'feedback', body, area: '26740', ...more }),
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return answer.json();
}
