import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import type { Session } from '../../../shared/snapshot.ts';

export interface KeyWords {
  title: string;
  text: string;
  tone: 'plain' | 'success' | 'warning' | 'danger';
}

/** Where the key stands, said honestly: what is in the keychain is called so, and nothing else is. */
export const keyWords = (t: Catalogue, session: Session): KeyWords => {
  const words = t.settings.key;
  if (session.state === 'reading') return { title: words.reading, text: '', tone: 'plain' };
  if (session.state === 'none') return { title: words.none, text: words.noneText, tone: 'warning' };
  if (session.state === 'rejected')
    return { title: words.rejected, text: words.rejectedText, tone: 'danger' };
  if (session.where === 'keychain') {
    const name = session.keychainName === '' ? t.welcome.keychain : session.keychainName;
    return { title: words.keychain(name), text: words.keychainText, tone: 'success' };
  }
  if (session.where === 'environment') {
    return { title: words.environment, text: words.environmentText, tone: 'plain' };
  }
  if (session.where === 'demo') return { title: words.demo, text: words.demoText, tone: 'plain' };
  return { title: words.session, text: words.sessionText, tone: 'warning' };
};
