/**
 * `/embed.js`, one script tag in the page of another site:
 * `<script src="https://…/embed.js" data-label="问韶法通" data-position="left" async></script>`
 *
 * A button that opens the chat in a frame. Everything stands in a shadow root and is styled through the object model, so that
 * the site's style sheets do not reach it and a Content-Security-Policy without inline styles does not break it; such a site
 * has to allow this server in `script-src` and `frame-src`.
 */
import { CLOSE_MESSAGE } from '../close-message.ts';
import { embed as texts } from '../texts.ts';

const MARK = 'data-shaofatong';
const BRAND = '#0e4a5a';
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
/** Narrower than this the chat takes the whole screen. */
const NARROW = matchMedia('(max-width: 30rem)');

type Style = Partial<CSSStyleDeclaration>;

function whenReady(act: () => void): void {
  if (document.body) act();
  else document.addEventListener('DOMContentLoaded', act);
}

function mount({ src, dataset }: HTMLScriptElement): void {
  const chat = new URL('/', src);
  const side: Style = dataset.position === 'left' ? { left: '16px' } : { right: '16px' };
  const host = element('div', { all: 'initial' });
  host.setAttribute(MARK, '');
  const launcher = createLauncher(dataset.label || texts.label, side);
  const panel = createPanel(chat);
  host.attachShadow({ mode: 'open' }).append(launcher, panel);
  document.body.append(host);

  let frame: HTMLIFrameElement | null = null;
  const isOpen = (): boolean => panel.style.display !== 'none';
  const place = (): void => {
    Object.assign(panel.style, BOX, NARROW.matches ? FULL : { ...CORNER, ...side });
  };
  const open = (): void => {
    // Nothing is fetched before somebody wants it.
    frame ??= panel.appendChild(createFrame(chat));
    place();
    panel.style.display = 'flex';
    launcher.style.display = 'none';
    frame.focus();
  };
  const close = (): void => {
    panel.style.display = 'none';
    launcher.style.display = 'flex';
    launcher.focus();
  };
  launcher.addEventListener('click', open);
  panel.querySelector('button')?.addEventListener('click', close);
  NARROW.addEventListener('change', place);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && isOpen()) close();
  });
  // Keys that are pressed inside the frame are heard there only.
  addEventListener('message', ({ source, origin, data }) => {
    if (source === frame?.contentWindow && origin === chat.origin && data === CLOSE_MESSAGE) close();
  });
}

const BOX: Style = { left: 'auto', right: 'auto' };
const CORNER: Style = {
  top: 'auto',
  bottom: '16px',
  width: 'min(25rem, calc(100vw - 32px))',
  height: 'min(44rem, calc(100vh - 32px))',
  borderRadius: '14px',
};
const FULL: Style = {
  top: '0',
  right: '0',
  bottom: '0',
  left: '0',
  width: 'auto',
  height: 'auto',
  borderRadius: '0',
};

function createLauncher(label: string, side: Style): HTMLButtonElement {
  const launcher = element('button', {
    position: 'fixed',
    bottom: '16px',
    zIndex: '2147483000',
    display: 'flex',
    alignItems: 'center',
    minHeight: '56px',
    padding: '0 22px',
    color: '#fff',
    font: `700 18px/1.3 ${FONT}`,
    background: BRAND,
    border: '2px solid #fff',
    borderRadius: '28px',
    boxShadow: '0 4px 16px rgba(0,0,0,.3)',
    cursor: 'pointer',
    ...side,
  });
  launcher.type = 'button';
  launcher.textContent = label;
  launcher.setAttribute('aria-haspopup', 'dialog');
  return launcher;
}

function createPanel(chat: URL): HTMLElement {
  const panel = element('div', {
    position: 'fixed',
    zIndex: '2147483000',
    display: 'none',
    flexDirection: 'column',
    overflow: 'hidden',
    background: '#fff',
    boxShadow: '0 8px 32px rgba(0,0,0,.35)',
  });
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', texts.title);
  const bar = element('div', { display: 'flex', justifyContent: 'space-between', background: '#093844' });
  const away = element('a', control);
  away.href = chat.href;
  away.target = '_blank';
  away.rel = 'noopener';
  away.textContent = texts.away;
  const close = element('button', {
    ...control,
    fontWeight: '700',
    background: 'none',
    border: '0',
    cursor: 'pointer',
  });
  close.type = 'button';
  close.textContent = texts.close;
  bar.append(away, close);
  panel.append(bar);
  return panel;
}

const control: Style = {
  minHeight: '44px',
  padding: '0 16px',
  color: '#fff',
  font: `16px/44px ${FONT}`,
};

function createFrame(chat: URL): HTMLIFrameElement {
  const frame = element('iframe', { flex: '1', width: '100%', border: '0' });
  frame.title = texts.title;
  frame.allow = 'geolocation; microphone; clipboard-write';
  frame.src = new URL('?embed=1', chat).href;
  return frame;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, style: Style): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  Object.assign(made.style, style);
  return made;
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && document.querySelector(`[${MARK}]`) === null)
  whenReady(() => mount(script));
