/** What the chat can lead people through: data that is loaded once, handed in so that decisions stay pure. */
import type { Education } from '../education/education.ts';
import type { Interview } from '../interviews/schema.ts';

export interface Guides {
  /** By id. */
  interviews: ReadonlyMap<string, Interview>;
  education: Education;
}

/** For whoever only carries replies of staff into a chat. */
export const NO_GUIDES: Guides = { interviews: new Map(), education: { items: [] } };
