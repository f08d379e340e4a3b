/** Going through the page with the Tab key alone, and looking for what is cut off or lies over something else. */
import type { Page } from 'playwright-core';

/** What runs inside the page: which elements can be pressed, what they are called, whether they are seen. */
const TOOLS = `(() => {
  const PRESSED = 'a[href], button:not(:disabled), textarea, summary, input, [tabindex="0"]';
  const isShown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    && element.getBoundingClientRect().width > 1;
  const nameOf = (element) => (element.getAttribute('aria-label') ?? (element.innerText.trim() || element.id || element.tagName))
    .replace(/\\s+/g, ' ').slice(0, 24);
  const all = () => [...document.querySelectorAll(PRESSED)].filter((element) => isShown(element) && !element.matches('.skip'));
  const isCovered = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const points = [[left + width / 2, top + height / 2], [left + 4, top + height / 2], [left + width - 4, top + height / 2]];
    return points.every(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit === null || !(element.contains(hit) || hit.contains(element));
    });
  };
  return { all, nameOf, isCovered, isShown };
})()`;

export interface Step {
  name: string;
  /** Part of it can be seen and is not covered by something that sticks. */
  seen: boolean;
  /** The focus itself can be seen. */
  outlined: boolean;
}

/** Presses Tab until the focus leaves the page or comes back to where it began. */
export async function walkByTab(page: Page, most = 120): Promise<Step[]> {
  const steps: Step[] = [];
  await page.evaluate('document.activeElement?.blur(); getSelection()?.removeAllRanges(); scrollTo(0, 0)');
  // From the very beginning, wherever the last press was.
  await page.evaluate(`{ const start = document.createElement('span'); start.tabIndex = -1; start.id = 'start';
    document.body.prepend(start); start.focus(); }`);
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    const step = await page.evaluate<(Step & { again: boolean }) | null>(`(() => {
      const tools = ${TOOLS};
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const again = element.dataset.walked === 'yes';
      element.dataset.walked = 'yes';
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { again, name: tools.nameOf(element), seen: !tools.isCovered(element),
        outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    })()`);
    if (step === null || step.again) break;
    steps.push({ name: step.name, seen: step.seen, outlined: step.outlined });
  }
  await page.evaluate(`document.querySelector('#start').remove();
    for (const element of document.querySelectorAll('[data-walked]')) delete element.dataset.walked;`);
  return steps;
}

/** What can be pressed and was not met on the way. */
export async function missedBy(page: Page, steps: readonly Step[]): Promise<string[]> {
  const names = await page.evaluate<string[]>(
    `(() => { const tools = ${TOOLS}; return tools.all().map(tools.nameOf); })()`,
  );
  const met = new Set(steps.map(({ name }) => name));
  return names.filter((name) => !met.has(name));
}

/** Texts that are cut off, things to press that lie over one another, and buttons too small for a finger (44 pixels). */
export function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const tools = ${TOOLS};
    const problems = [];
    const layerOf = (element) => element.closest('.top, .dock, dialog, .items')?.className ?? 'page';
    const elements = tools.all();
    for (const element of elements) {
      const { width, height } = element.getBoundingClientRect();
      const least = element.tagName === 'A' ? 24 : 44;
      if (height < least || width < 24) problems.push('too small: ' + tools.nameOf(element));
    }
    for (const element of document.querySelectorAll('body *')) {
      if (!tools.isShown(element) || element.closest('.visually-hidden, svg, textarea, .leaflet-container')) continue;
      const { overflowX } = getComputedStyle(element);
      if (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1)
        problems.push('cut off: ' + tools.nameOf(element));
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1) problems.push('beyond the edge: ' + tools.nameOf(element));
    }
    for (const [index, one] of elements.entries())
      for (const other of elements.slice(index + 1)) {
        if (one.contains(other) || other.contains(one) || layerOf(one) !== layerOf(other)) continue;
        const a = one.getBoundingClientRect();
        const b = other.getBoundingClientRect();
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 1) problems.push('overlap: ' + tools.nameOf(one) + ' / ' + tools.nameOf(other));
      }
    return [...new Set(problems)];
  })()`);
}
