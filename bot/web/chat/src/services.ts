/** What parts deep in the page need of the whole; handed down once instead of through every part between. */
import { type InjectionKey, inject, type Ref } from 'vue';
import type { MapSettings } from './api.ts';
import type { Conversation } from './conversation.ts';
import type { Reader } from './reading.ts';

export interface Services {
  chat: Conversation;
  reader: Reader;
  /** Large type, strong contrast, few words. */
  elder: Readonly<Ref<boolean>>;
  readSlowly: Readonly<Ref<boolean>>;
  /** Null until it is known, and where there is no map. */
  map: Readonly<Ref<MapSettings | null>>;
}

export const servicesKey: InjectionKey<Services> = Symbol('services');

/** @throws Error outside the page */
export function useServices(): Services {
  const services = inject(servicesKey);
  if (services === undefined) throw new Error('no services');
  return services;
}
