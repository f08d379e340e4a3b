/** Keeps what is new in view, unless the reader has gone elsewhere. */
import { nextTick, onBeforeUnmount, onMounted, type Ref, ref } from 'vue';

/** Where the page goes: to the citizen's last question, so that a long answer is read from its start; to the start of the
 * latest message; or to the end of everything. */
export type Target = 'question' | 'latest' | 'end';

export interface Following {
  /** Something came while the reader was elsewhere. */
  readonly hasUnseen: Readonly<Ref<boolean>>;
  /** Goes to the target in any case. */
  show(target: Target): Promise<void>;
  /** Goes to the target unless that would take the reader away from what they read. */
  offer(target: Target): void;
  /** Goes back to the last target when the room for it has changed. */
  settle(): void;
}

/** @param container holds the messages; @param end an element that stands after the last of them */
export function useFollowing(
  container: Readonly<Ref<HTMLElement | null>>,
  end: Readonly<Ref<HTMLElement | null>>,
): Following {
  const hasUnseen = ref(false);
  let target: Target = 'end';
  let following = false;
  let isAtEnd = true;

  const leave = (): void => {
    following = false;
  };
  const observer = new IntersectionObserver(([entry]) => {
    isAtEnd = entry?.isIntersecting ?? true;
    if (isAtEnd) hasUnseen.value = false;
  });
  onMounted(() => {
    if (end.value) observer.observe(end.value);
    addEventListener('wheel', leave, { passive: true });
    addEventListener('touchmove', leave, { passive: true });
  });
  onBeforeUnmount(() => {
    observer.disconnect();
    removeEventListener('wheel', leave);
    removeEventListener('touchmove', leave);
  });

  const scroll = (): void => {
    const turns = container.value?.querySelectorAll(target === 'question' ? '.turn-of-citizen' : '.turn');
    const turn = turns?.[turns.length - 1];
    if (target !== 'end' && turn) turn.scrollIntoView({ block: 'start' });
    else end.value?.scrollIntoView({ block: 'end' });
  };
  const show = async (next: Target): Promise<void> => {
    target = next;
    following = true;
    hasUnseen.value = false;
    await nextTick();
    scroll();
  };

  return {
    hasUnseen,
    show,
    offer(next) {
      if (following || isAtEnd) void show(next);
      else hasUnseen.value = true;
    },
    settle() {
      if (following) scroll();
    },
  };
}
