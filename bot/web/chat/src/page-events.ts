/** What the browser tells the page about the outside: the network, other tabs, coming back to the foreground. */
import { onBeforeUnmount, onMounted } from 'vue';
import type { Conversation } from './conversation.ts';
import { SESSION_KEY } from './store.ts';

export function usePageEvents(chat: Conversation): void {
  const onStorage = ({ key }: StorageEvent): void => {
    // Another tab began or cleared the conversation: all tabs show the same one.
    if (key === SESSION_KEY || key === null) chat.resume();
  };
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') chat.retry();
  };
  onMounted(() => {
    // Both ways: a stream of the old network may hang without an error.
    addEventListener('online', chat.reconnect);
    addEventListener('offline', chat.reconnect);
    addEventListener('storage', onStorage);
    document.addEventListener('visibilitychange', onVisible);
  });
  onBeforeUnmount(() => {
    removeEventListener('online', chat.reconnect);
    removeEventListener('offline', chat.reconnect);
    removeEventListener('storage', onStorage);
    document.removeEventListener('visibilitychange', onVisible);
  });
}
