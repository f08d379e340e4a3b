/** What the browser tells the page about the outside: the network, other tabs, coming back to the foreground. */
import { onBeforeUnmount, onMounted, type Ref } from 'vue';
import type { Conversation } from './conversation.ts';
import { SESSION_KEY } from './store.ts';

/** @param offline follows whether the device has no network at all */
export function usePageEvents(chat: Conversation, offline: Ref<boolean>): void {
  // Both ways: a stream of the old network may hang without an error.
  const onNetwork = (): void => {
    offline.value = !navigator.onLine;
    chat.reconnect();
  };
  const onStorage = ({ key }: StorageEvent): void => {
    // Another tab began or cleared the conversation: all tabs show the same one.
    if (key === SESSION_KEY || key === null) chat.resume();
  };
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') chat.retry();
  };
  onMounted(() => {
    addEventListener('online', onNetwork);
    addEventListener('offline', onNetwork);
    addEventListener('storage', onStorage);
    document.addEventListener('visibilitychange', onVisible);
  });
  onBeforeUnmount(() => {
    removeEventListener('online', onNetwork);
    removeEventListener('offline', onNetwork);
    removeEventListener('storage', onStorage);
    document.removeEventListener('visibilitychange', onVisible);
  });
}
