// What a screen reader is given, read from the browser's accessibility tree.
import type { CDPSession, Page } from '@playwright/test';

/** What a screen reader is given: what has the focus, by role, name and description, and what live regions say. */
export class Reader {
  private said: string[] = [];

  private constructor(private page: Page, private cdp: CDPSession) {}

  static async of(page: Page): Promise<Reader> {
    const reader = new Reader(page, await page.context().newCDPSession(page));
    await reader.cdp.send('Accessibility.enable');
    await page.exposeFunction('heard', (words: string) => reader.said.push(words));
    return reader;
  }

  /** Listens to the live regions of the widget, those that come later included. */
  async listen(): Promise<void> {
    await this.page.evaluate(() => {
      const root = document.querySelector('hoi-am')!.shadowRoot!;
      let before = '';
      new MutationObserver(() => {
        const words = [...root.querySelectorAll('[role=status], [role=alert]')].map((one) => one.textContent!.trim()).filter(Boolean).join(' | ');
        if (words !== before) (window as any).heard((before = words));
      }).observe(root, { subtree: true, childList: true, characterData: true });
    });
  }

  /** What is focused now, as it is announced. */
  async focused(): Promise<string> {
    const { result } = await this.cdp.send('Runtime.evaluate', {
      expression: '(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; })()',
    });
    const { nodes } = await this.cdp.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
    const [node] = nodes;
    const state = (node!.properties ?? []).filter(({ name }) => ['invalid', 'checked', 'expanded'].includes(name)).map(({ name, value }) => `${name}=${value.value}`);
    return [`${node!.role!.value}: ${node!.name?.value ?? ''}`, node!.description?.value, ...state.filter((text) => !/=(false|0)$/.test(text))].filter(Boolean).join('; ');
  }

  /** Presses Tab until something of this name has the focus; everything on the way is returned. */
  async tabTo(name: string): Promise<string[]> {
    const way: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await this.page.keyboard.press('Tab');
      way.push(await this.focused());
      const said = way.at(-1)!;
      if (said.slice(said.indexOf(': ') + 2).startsWith(name)) return way;
    }
    throw new Error(`Tab never reaches ${name}: ${way.join('\n')}`);
  }

  heard(): string[] {
    return this.said;
  }
}
