/** What the chat can lead people through: data that is loaded once, handed in so that decisions stay pure. */
import type { Interview } from '../interviews/schema.ts';

export interface Guides {
  /** By id. */
  interviews: ReadonlyMap<string, Interview>;
  /** An item of law education on a topic that was not told yet; null when there is none. */
  educationOn(topic: string, heard: readonly string[]): EducationItem | null;
  /** The item with this id; null when it is gone. */
  educationItem(id: string): EducationItem | null;
}

export interface EducationItem {
  id: string;
  text: string;
  /** As it is shown: `《民法典》第一千一百三十五条`. */
  citation: string;
}

/** For whoever only carries replies of staff into a chat. */
export const NO_GUIDES: Guides = {
  interviews: new Map(),
  educationOn: () => null,
  educationItem: () => null,
};
