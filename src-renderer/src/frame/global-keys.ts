import { onBeforeUnmount, onMounted } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { DecisionStep } from '@contract';
import { visible } from '../shape/evidence-text.ts';
import { isSingleSign, meaning, shortcuts, type ShortcutId } from '../shape/shortcuts.ts';
import { useCase } from '../stores/case.ts';
import { useDecisions } from '../stores/decisions.ts';
import { useLook, type Density } from '../stores/look.ts';
import { useNotices } from '../stores/notices.ts';
import { usePalette } from '../stores/palette.ts';
import { useZone } from '../stores/zone.ts';
import { isTyping } from './keys.ts';
import { canShow, screens } from './screens.ts';

const goMs = 1200;
const global = shortcuts.filter(({ group }) => group === 'go' || group === 'frame');

/** The keys that act on every screen, as the table of shortcuts says. */
export function useGlobalKeys(showSheet: () => void): void {
  const router = useRouter();
  const [cases, look, palette, zone] = [useCase(), useLook(), usePalette(), useZone()];
  const takeBack = useTakeBack();
  let goingSince = -Infinity;

  function act(id: ShortcutId): boolean {
    const [kind, name] = id.split('.');
    if (kind === 'go') {
      const screen = screens.find((one) => one.name === name);
      if (screen === undefined || !canShow(screen, router, cases.summary !== null)) return false;
      void router.push(screen.path);
    } else if (kind === 'density') look.density = name as Density;
    else if (id === 'palette') palette.show();
    else if (id === 'sheet') showSheet();
    else if (id === 'zone') zone.toggle();
    else if (id === 'rail') look.railOpen = !look.railOpen;
    else if (id === 'drawer') look.setDrawer(look.drawerWidth > 600 ? 480 : 720);
    else if (id === 'undo' || id === 'redo') {
      if (cases.summary === null) return false;
      void takeBack(id);
    } else return false;
    return true;
  }
  function listen(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const going = event.timeStamp - goingSince < goMs;
    const id = meaning(event, going, global) ?? meaning(event, false, global);
    const shortcut = global.find((one) => one.id === id);
    // In a field the browser's own undo wins, and so do all signs; the palette opens from anywhere.
    if (isTyping(event.target) && id !== 'palette') return;
    if (!look.letters && (shortcut === undefined ? event.key.length === 1 && !event.ctrlKey && !event.metaKey : isSingleSign(shortcut))) return;
    if (event.key.toLowerCase() === 'g' && !event.ctrlKey && !event.metaKey && !event.altKey) { goingSince = event.timeStamp; event.preventDefault(); return; }
    goingSince = -Infinity;
    if (id !== undefined && act(id)) event.preventDefault();
  }
  // A key that leads to a screen comes before the screen's own meaning of it.
  onMounted(() => window.addEventListener('keydown', listen));
  onBeforeUnmount(() => window.removeEventListener('keydown', listen));
}

/** Takes back or restores the last decision, and says what it was with the way back. */
export function useTakeBack(): (way: 'undo' | 'redo') => Promise<void> {
  const { t } = useI18n();
  const decisions = useDecisions();
  const notices = useNotices();

  function words({ done }: DecisionStep): string {
    const kind = done.kind.split('.').at(-1) ?? '';
    const value = visible([...done.value].slice(0, 80).join(''));
    const what = identityWords(done, value) ?? (kind === 'verdict' || kind === 'note' || kind === 'tag' ? t(`frame.undo.${kind}`, { value }) : t('frame.undo.other', { kind: visible(kind), value }));
    return t('frame.undo.by', { what, analyst: visible(done.analyst) });
  }
  /** What was said of users and organisations names them. */
  function identityWords({ kind, target }: DecisionStep['done'], value: string): string | null {
    const of = visible([...target].slice(0, 200).join(''));
    if (kind === 'alias') return t(`frame.undo.${value === 'same' ? 'same' : 'different'}`, { names: (JSON.parse(target) as string[]).map((name) => visible([...name].slice(0, 100).join(''))).join(', ') });
    if (kind === 'trait') return value === '' ? t('frame.undo.noTrait', { user: of }) : t('frame.undo.trait', { user: of, value });
    if (kind === 'label') return value === '' ? t('frame.undo.noLabel', { id: of }) : t('frame.undo.label', { id: of, value });
    if (kind === 'allow' || kind === 'period') return t(`frame.undo.${kind}`);
    if (kind === 'filter') return t(value === '' ? 'frame.undo.noFilter' : 'frame.undo.filter', { rule: of });
    return null;
  }
  const takeBack = async (way: 'undo' | 'redo'): Promise<void> => {
    const step = await notices.attempt(way === 'undo' ? decisions.undo : decisions.redo);
    if (step === undefined) return;
    if (step === null) notices.say(way === 'undo' ? t('frame.undo.nothingUndo') : t('frame.undo.nothingRedo'));
    else if (way === 'undo') notices.say(t('frame.undo.undone', { what: words(step) }), step.redo === null ? null : { label: t('frame.undo.redo'), run: () => void takeBack('redo') });
    else notices.say(t('frame.undo.redone', { what: words(step) }), step.undo === null ? null : { label: t('frame.undo.undo'), run: () => void takeBack('undo') });
  };
  return takeBack;
}
