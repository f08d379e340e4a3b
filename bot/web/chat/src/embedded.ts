/** The page inside another site's page; embed/embed.ts puts it there. */
import { onBeforeUnmount, onMounted } from 'vue';
import { CLOSE_MESSAGE } from './close-message.ts';

const isEmbedded = (): boolean => new URLSearchParams(location.search).has('embed');

/** Escape closes the chat, unless it meant something inside it. */
export function useEmbedding(): void {
  if (!isEmbedded() || parent === window) return;
  document.documentElement.classList.add('embedded');
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null) return;
    parent.postMessage(CLOSE_MESSAGE, '*');
  };
  onMounted(() => addEventListener('keydown', onKey));
  onBeforeUnmount(() => removeEventListener('keydown', onKey));
}
