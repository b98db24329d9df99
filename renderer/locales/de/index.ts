import actions from './actions.json';
import activity from './activity.json';
import apps from './apps.json';
import ask from './ask.json';
import chat from './chat.json';
import desktop from './desktop.json';
import explain from './explain.json';
import left from './left.json';
import models from './models.json';
import pages from './pages.json';
import privacy from './privacy.json';
import providers from './providers.json';
import routing from './routing.json';
import settings from './settings.json';
import shell from './shell.json';
import welcome from './welcome.json';
import words from './words.json';

/** Every text of the window, a file a page. */
export const texts = {
  actions,
  activity,
  apps,
  ask,
  chat,
  desktop,
  explain,
  left,
  models,
  pages,
  privacy,
  providers,
  routing,
  settings,
  shell,
  welcome,
  words,
};

export { said } from './said/index.ts';
