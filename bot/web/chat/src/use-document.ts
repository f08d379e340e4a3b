/** A file that goes with a message, and what is told about getting it. */
import { type Ref, ref } from 'vue';
import { ApiError, type DocumentForm } from './api.ts';
import { canPrint, openTab, printPage, saveFile, showIn } from './document-files.ts';
import { useServices } from './services.ts';
import { documents as texts } from './texts.ts';

export interface DocumentActions {
  /** What is going on or went wrong; empty for nothing. */
  note: Ref<string>;
  busy: Ref<boolean>;
  save(form: DocumentForm): Promise<void>;
  open(): Promise<void>;
  print(): Promise<void>;
}

/** @param seq of the message */
export function useDocument(seq: () => number): DocumentActions {
  const { chat } = useServices();
  const note = ref('');
  const busy = ref(false);

  const run = async (
    form: DocumentForm,
    use: (file: Awaited<ReturnType<typeof chat.fetchDocument>>) => unknown,
  ) => {
    if (busy.value) return false;
    busy.value = true;
    note.value = texts.working;
    try {
      await use(await chat.fetchDocument(seq(), form));
      note.value = '';
      return true;
    } catch (error) {
      note.value = reasonOf(error);
      return false;
    } finally {
      busy.value = false;
    }
  };

  return {
    note,
    busy,
    async save(form) {
      if (await run(form, saveFile)) note.value = texts.saved;
    },
    async open() {
      const tab = openTab();
      if (tab === null) note.value = texts.blocked;
      else if (!(await run('html', (file) => showIn(tab, file)))) tab.close();
    },
    async print() {
      if (canPrint()) await run('html', printPage);
      else note.value = texts.cannotPrint;
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return texts.failed;
  if (error.status === 0) return texts.offline;
  return error.status === 404 || error.status === 401 ? texts.gone : texts.failed;
}
