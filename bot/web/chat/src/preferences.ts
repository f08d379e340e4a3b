/** What this device remembers of how a person likes the page. */
import { computed, type Ref, type WritableComputedRef, watch } from 'vue';
import { useRemembered } from './remembered.ts';
import type { KeyValue } from './store.ts';

export interface Preferences {
  elder: WritableComputedRef<boolean>;
  /** New answers are read aloud by themselves. */
  readAloud: WritableComputedRef<boolean>;
  readSlowly: WritableComputedRef<boolean>;
  /** The person was told who turns speech into text, and wants it. */
  dictation: WritableComputedRef<boolean>;
}

/** `?elder=1` in the address turns the version for the elderly on, `?elder=0` off. */
export function usePreferences(storage: KeyValue | null): Preferences {
  const flag = (key: string) => asFlag(useRemembered(storage, `shaofatong.${key}`, ''));
  const elder = flag('elder');
  const asked = takeParameter('elder');
  if (asked !== null) elder.value = asked !== '0';
  watch(elder, (on) => document.documentElement.classList.toggle('elder', on), { immediate: true });
  return {
    elder,
    readAloud: flag('read-aloud'),
    readSlowly: flag('read-slowly'),
    dictation: flag('dictation'),
  };
}

function asFlag(text: Ref<string>): WritableComputedRef<boolean> {
  return computed({
    get: () => text.value === 'on',
    set: (on) => {
      text.value = on ? 'on' : 'off';
    },
  });
}

/** Reads a parameter of the address and takes it away: after a reload, what the person chose since counts. */
function takeParameter(name: string): string | null {
  const address = new URL(location.href);
  const value = address.searchParams.get(name);
  if (value === null) return null;
  address.searchParams.delete(name);
  history.replaceState(history.state, '', address);
  return value;
}
