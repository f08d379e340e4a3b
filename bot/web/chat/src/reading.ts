/** Reading messages aloud, with the voices that the device has. */
import { onBeforeUnmount, type Ref, readonly, ref, watch } from 'vue';
import type { TranscriptMessage } from '../../../types.ts';
import { piecesOf } from './spoken-text.ts';

export interface Reader {
  /** Whether this browser can read Chinese. */
  readonly canRead: Readonly<Ref<boolean>>;
  /** The message (`seq`) that is being read; null for none. */
  readonly reading: Readonly<Ref<number | null>>;
  read(seq: number, text: string, slowly: boolean): void;
  stop(): void;
}

const RATE = 0.95;
const SLOW_RATE = 0.7;
export function createReader(speech: SpeechSynthesis | undefined): Reader {
  const canRead = ref(false);
  const reading = ref<number | null>(null);
  if (speech === undefined) return { canRead, reading, read: () => undefined, stop: () => undefined };

  const look = (): void => {
    canRead.value = voiceOf(speech) !== null;
  };
  look();
  // Voices come late, and Safari knows no addEventListener here.
  speech.onvoiceschanged = look;

  const stop = (): void => {
    reading.value = null;
    speech.cancel();
  };
  return {
    canRead: readonly(canRead),
    reading: readonly(reading),
    stop,
    read(seq, text, slowly) {
      const voice = voiceOf(speech);
      const pieces = piecesOf(text);
      stop();
      if (voice === null || pieces.length === 0) return;
      reading.value = seq;
      for (const [index, piece] of pieces.entries()) {
        const utterance = new SpeechSynthesisUtterance(piece);
        utterance.voice = voice;
        utterance.lang = voice.lang;
        utterance.rate = slowly ? SLOW_RATE : RATE;
        const isLast = index === pieces.length - 1;
        const over = (): void => {
          if (reading.value === seq) reading.value = null;
        };
        if (isLast) utterance.onend = over;
        utterance.onerror = over;
        speech.speak(utterance);
      }
    },
  };
}

/** A Mandarin voice; one on the device rather than one to whose maker the text is sent. */
function voiceOf(speech: SpeechSynthesis): SpeechSynthesisVoice | null {
  // Android writes zh_CN.
  const mandarin = speech.getVoices().filter(({ lang }) => /^(zh[-_]cn|zh[-_]hans|cmn)/i.test(lang));
  return mandarin.find(({ localService }) => localService) ?? mandarin[0] ?? null;
}

export interface ReadingAloud {
  reader: Reader;
  lines: readonly TranscriptMessage[];
  replayedUpTo: Readonly<Ref<number | null>>;
  readAloud: Readonly<Ref<boolean>>;
  readSlowly: Readonly<Ref<boolean>>;
}

/** Reads what arrives, when the person wants that; a page that is left falls silent. */
export function useReadingAloud({ reader, lines, replayedUpTo, readAloud, readSlowly }: ReadingAloud): void {
  let heard = 0;
  watch(
    () => lines.length,
    () => {
      const after = Math.max(heard, replayedUpTo.value ?? Number.POSITIVE_INFINITY);
      const fresh = lines.filter(({ seq, role }) => seq > after && role !== 'citizen');
      const last = fresh[fresh.length - 1];
      // A new conversation counts from one again.
      heard = lines[lines.length - 1]?.seq ?? 0;
      if (!readAloud.value || last === undefined) return;
      reader.read(last.seq, fresh.map(({ message }) => message.body).join('\n'), readSlowly.value);
    },
  );
  watch(readAloud, (on) => {
    if (!on) reader.stop();
  });
  addEventListener('pagehide', reader.stop);
  onBeforeUnmount(() => removeEventListener('pagehide', reader.stop));
}
