import {
  AppWindow,
  BookOpen,
  Bot,
  Braces,
  Briefcase,
  Calendar,
  Code,
  FileText,
  Gamepad2,
  Globe,
  House,
  KeyRound,
  type LucideIcon,
  Mail,
  MessageSquare,
  Mic,
  Music,
  NotebookPen,
  Palette,
  Search,
  Server,
  Smartphone,
  Sparkles,
  SquareTerminal,
  Unplug,
  Workflow,
} from 'lucide-react';
import type { KEY_ICONS } from '../../../shared/api/app-keys.ts';

export type KeyIconName = (typeof KEY_ICONS)[number];

const SHAPES: Readonly<Record<KeyIconName, LucideIcon>> = {
  'app-window': AppWindow,
  bot: Bot,
  'book-open': BookOpen,
  braces: Braces,
  briefcase: Briefcase,
  calendar: Calendar,
  code: Code,
  'file-text': FileText,
  'gamepad-2': Gamepad2,
  globe: Globe,
  house: House,
  'key-round': KeyRound,
  mail: Mail,
  'message-square': MessageSquare,
  mic: Mic,
  music: Music,
  'notebook-pen': NotebookPen,
  palette: Palette,
  search: Search,
  server: Server,
  smartphone: Smartphone,
  sparkles: Sparkles,
  'square-terminal': SquareTerminal,
  unplug: Unplug,
  workflow: Workflow,
};

/** The picture of an app. */
export function KeyIcon({ name, size = 16 }: { readonly name: KeyIconName; readonly size?: number }) {
  const Shape = SHAPES[name];
  return <Shape aria-hidden size={size} className="shrink-0 text-quiet" />;
}
