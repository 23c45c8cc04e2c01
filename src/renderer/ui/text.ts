import { type Catalogue, catalogueFor } from '../../shared/messages/catalogue.ts';

/** The language that dates, numbers and plural forms follow. */
export const locale: string = globalThis.navigator?.language || 'en';

/** Every text on screen, in the user's language. */
export const t: Catalogue = catalogueFor(locale);
