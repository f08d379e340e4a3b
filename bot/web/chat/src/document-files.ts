/** What a citizen does with a file: keep it, look at it, print it. */
import type { FetchedDocument } from './api.ts';

/** Time for a browser to take a file over before its address is given up. */
const KEEP_MS = 60_000;

export function saveFile({ name, content }: FetchedDocument): void {
  const link = document.createElement('a');
  link.href = addressOf(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** A tab that is opened while the press still counts; browsers block one that is opened when the file has come. */
export const openTab = (): Window | null => window.open('', '_blank');

export function showIn(tab: Window, { content }: FetchedDocument): void {
  tab.location.replace(addressOf(content));
}

export const canPrint = (): boolean => typeof window.print === 'function';

/** Prints a page from a hidden frame; resolves when the browser's dialog was shown. */
export function printPage({ content }: FetchedDocument): Promise<void> {
  const frame = document.createElement('iframe');
  frame.className = 'printing';
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  return new Promise((resolve, reject) => {
    frame.onload = () => {
      const page = frame.contentWindow;
      try {
        page?.focus();
        page?.print();
        resolve();
      } catch (error) {
        reject(error);
      }
      setTimeout(() => frame.remove(), KEEP_MS);
    };
    frame.src = addressOf(content);
    document.body.append(frame);
  });
}

function addressOf(content: Blob): string {
  const address = URL.createObjectURL(content);
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
  return address;
}
