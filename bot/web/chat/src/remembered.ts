/** Small things that this device remembers between visits. */
import { type Ref, ref, watch } from 'vue';
import type { KeyValue } from './store.ts';

/** The browser's storage, null where it is forbidden. */
export function deviceStorage(): KeyValue | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** A text that is kept under `key`. */
export function useRemembered(storage: KeyValue | null, key: string, initial: string): Ref<string> {
  const value = ref(initial);
  try {
    value.value = storage?.getItem(key) ?? initial;
  } catch {
    // Forbidden: it begins as on the first visit.
  }
  watch(value, (text) => {
    try {
      storage?.setItem(key, text);
    } catch {
      // Full or forbidden: the text lives as long as the page.
    }
  });
  return value;
}
