/** A site of somebody else, with one script tag in its page. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OtherSite {
  /** `http://localhost:…`, another origin than the chat's. */
  origin: string;
  close(): Promise<void>;
}

/** How the site looks, where its policy allows a style sheet. */
const LOOK = `<style>
body { margin: 0; font: 16px/1.7 "Noto Sans CJK SC", sans-serif; color: #222; background: #f3f4f6 }
h1 { margin: 0; padding: 28px 64px; color: #fff; background: #8f1d1d; font-size: 30px; letter-spacing: 2px }
main { padding-bottom: 48px }
.columns { display: grid; grid-template-columns: repeat(2, 1fr); gap: 20px; max-width: 760px; margin: 32px 64px }
section { padding: 8px 20px; background: #fff; border: 1px solid #ddd; border-top: 3px solid #8f1d1d }
h2 { margin: 8px 0; font-size: 19px } p { margin: 8px 0 } a { color: #8f1d1d } label { margin-left: 64px }
</style>`;

const COLUMNS = ['通知公告', '政务公开', '法治宣传', '公共法律服务']
  .map(
    (heading) =>
      `<section><h2>${heading}</h2><p>这里是网站自己的内容，与聊天无关。</p><p>点右下角的按钮可以提问。</p><p><a href="#">查看全部</a></p></section>`,
  )
  .join('');

/** @param chat the address whose `/embed.js` it loads; @param policy its Content-Security-Policy, '' for none */
export async function startOtherSite(
  chat: () => string,
  policy: (chat: string) => string = () => '',
  attributes = '',
): Promise<OtherSite> {
  const server = createServer((_request, response) => {
    const allowed = policy(chat());
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(allowed === '' ? {} : { 'content-security-policy': allowed }),
    });
    response.end(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某区政府网站</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">${allowed === '' ? LOOK : ''}</head><body><main><h1>某区政府网站</h1><div class="columns">${COLUMNS}</div>
<p><label>站内搜索 <input id="search"></label></p></main>
<script src="${chat()}/embed.js" ${attributes} async></script></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
