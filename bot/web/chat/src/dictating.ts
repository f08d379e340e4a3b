/** Speaking instead of typing, where the browser turns speech into text. */
import { type Ref, readonly, ref } from 'vue';

export type DictationFailure = 'denied' | 'silent' | 'network' | 'failed';

export interface Dictation {
  readonly canDictate: boolean;
  readonly listening: Readonly<Ref<boolean>>;
  readonly failure: Readonly<Ref<DictationFailure | null>>;
  /** `onText` gets everything that was understood so far, again and again until the person has finished. */
  start(onText: (text: string) => void): void;
  stop(): void;
}

/** The part of the Web Speech API that is needed; TypeScript does not know it. https://webaudio.github.io/web-speech-api/ */
interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

type RecognitionClass = new () => Recognition;

const FAILURES: Readonly<Record<string, DictationFailure | null>> = {
  'not-allowed': 'denied',
  'service-not-allowed': 'denied',
  'audio-capture': 'denied',
  'no-speech': 'silent',
  network: 'network',
  aborted: null,
};

export function createDictation(scope: object = window): Dictation {
  const listening = ref(false);
  const failure = ref<DictationFailure | null>(null);
  const { SpeechRecognition, webkitSpeechRecognition } = scope as Record<
    string,
    RecognitionClass | undefined
  >;
  const Recogniser = SpeechRecognition ?? webkitSpeechRecognition;
  let current: Recognition | null = null;

  return {
    canDictate: Recogniser !== undefined && isSecureContext,
    listening: readonly(listening),
    failure: readonly(failure),
    start(onText) {
      if (Recogniser === undefined || current !== null) return;
      const recognition = new Recogniser();
      recognition.lang = 'zh-CN';
      recognition.continuous = true;
      recognition.interimResults = true;
      recognition.onresult = ({ results }) =>
        onText(Array.from(results, (result) => result[0]?.transcript ?? '').join(''));
      recognition.onerror = ({ error }) => {
        const known = FAILURES[error];
        failure.value = known === undefined ? 'failed' : known;
      };
      recognition.onend = () => {
        current = null;
        listening.value = false;
      };
      failure.value = null;
      current = recognition;
      listening.value = true;
      try {
        recognition.start();
      } catch {
        failure.value = 'failed';
        recognition.onend();
      }
    },
    stop() {
      current?.stop();
    },
  };
}
