/** Verified sentences show before their message, and are neither read twice nor left behind. */
import { expect, it } from 'vitest';
import { message } from '../bot/channels/memory-courier.ts';
import { describeOnStage } from './in-browser.ts';
import { log, messages, say } from './page.ts';
import { startScriptedServer } from './scripted-server.ts';

const bubble = '.partial';

describeOnStage(
  '网页上边到边看',
  (stage) => {
    const openWithSilence = async () => {
      const { page } = await stage.open();
      await say(page, '别回答');
      await messages(page).first().waitFor();
      const conversation = stage.server.courier.accepted.at(-1)!.conversation;
      return { page, conversation, courier: stage.server.courier };
    };

    it('grows sentence by sentence and gives way to the message', async () => {
      const { page, conversation, courier } = await openWithSilence();
      courier.tellEarly(conversation, '');
      courier.tellEarly(conversation, '第一句。');
      await page.locator(bubble, { hasText: '第一句。' }).waitFor();
      courier.tellEarly(conversation, '第二句。');
      await page.locator(bubble, { hasText: '第一句。第二句。' }).waitFor();
      courier.say(conversation, message('第一句。第二句。'));
      await messages(page).nth(1).waitFor();
      expect(await page.locator(bubble).count()).toBe(0);
      expect(await messages(page).nth(1).innerText()).toContain('第一句。第二句。');
    });

    it('is read to the blind once, as the message', async () => {
      const { page, conversation, courier } = await openWithSilence();
      courier.tellEarly(conversation, '读一次。');
      await page.locator(bubble).waitFor();
      expect(await log(page).ariaSnapshot()).not.toContain('读一次');
      courier.say(conversation, message('读一次。'));
      await messages(page).nth(1).waitFor();
      expect((await log(page).ariaSnapshot()).split('读一次').length - 1).toBe(1); // and a control: the message is read
    });

    it('begins anew when the answer is told from its beginning', async () => {
      const { page, conversation, courier } = await openWithSilence();
      for (const piece of ['', '旧的。', '', '新的。']) courier.tellEarly(conversation, piece);
      await page.locator(bubble, { hasText: '新的。' }).waitFor();
      expect(await page.locator(bubble).innerText()).toBe('新的。');
    });

    it('leaves nothing behind when the page is loaded anew', async () => {
      const { page, conversation, courier } = await openWithSilence();
      courier.tellEarly(conversation, '没存的。');
      await page.locator(bubble).waitFor();
      await page.reload();
      await messages(page).first().waitFor();
      expect(await page.getByText('没存的。').count()).toBe(0);
    });
  },
  () => startScriptedServer({ 别回答: [] }),
);
