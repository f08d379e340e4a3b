/** Lets the style sheet know how much of the window sticky parts cover. */
import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/** Keeps `property` of the root element at the height of `element`; `onChange` runs when it changed. */
export function useMeasuredHeight(
  element: Readonly<Ref<HTMLElement | null>>,
  property: string,
  onChange: () => void = () => undefined,
): void {
  const observer = new ResizeObserver(() => {
    const height = element.value?.offsetHeight ?? 0;
    document.documentElement.style.setProperty(property, `${height}px`);
    onChange();
  });
  onMounted(() => {
    if (element.value) observer.observe(element.value);
  });
  onBeforeUnmount(() => observer.disconnect());
}
