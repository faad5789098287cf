/** `<duaalwijzer-chat>`: the chat as an element. Holds its state and ties the conversation to what is shown and said. */

import { LitElement, type PropertyValues, type TemplateResult } from 'lit';

import { Actions } from './actions.js';
import { announce } from './announcer.js';
import { chatView } from './chat-view.js';
import { palette } from './colours.js';
import { Conversation, type Happening } from './conversation.js';
import { failureText } from './message-view.js';
import { keepHours, readKeep } from './options.js';
import { Panel } from './panel.js';
import { readConfig, type SchoolConfig } from './protocol.js';
import { spokenAnswer } from './export.js';
import { browserStore, Keeper } from './storage.js';
import { styles } from './styles.js';
import { texts } from './texts.js';
import type { Thread } from './thread.js';
import { Transport } from './transport.js';

/** Milliseconds of waiting after which it is also said aloud that an answer is being looked for. */
const SAY_WAITING = 1_500;

export class ChatElement extends LitElement {
  /** Origin of the assistant where the element does not name one. */
  static server = '';
  static override styles = styles;
  static override properties = {
    school: {},
    heading: {},
    color: {},
    position: {},
    keep: {},
    server: {},
    mode: { reflect: true },
    menuOpen: { state: true },
    erasing: { state: true },
    remarking: { state: true },
    unread: { state: true },
    online: { state: true },
    config: { state: true },
    ready: { state: true },
    notice: { state: true },
  };

  declare school: string;
  declare heading: string;
  declare color: string;
  declare position: string;
  declare keep: string;
  declare server: string;
  declare mode: string;

  declare menuOpen: boolean;
  declare erasing: 'no' | 'asking' | 'running' | 'failed';
  /** Id of the message about which a remark is being written; empty for none. */
  declare remarking: string;
  declare unread: boolean;
  declare online: boolean;
  declare config: SchoolConfig;
  /** Whether the school's texts have come, or will not come for now. */
  declare ready: boolean;
  /** A short word about what was just done, until the next thing is done. */
  declare notice: string;

  conversation!: Conversation;
  /** What to bring into view when the next messages are shown. */
  bringing: 'end' | 'answer' | 'remark' | undefined;
  readonly panel = new Panel(this, () => this.requestUpdate());
  readonly actions = new Actions(this);

  private transport!: Transport;
  private keeper!: Keeper<Thread>;
  private configured = false;
  private waitTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[] = [];

  constructor() {
    super();
    this.school = this.heading = this.color = this.position = this.keep = this.server = this.mode = '';
    this.menuOpen = this.unread = this.ready = false;
    this.erasing = 'no';
    this.remarking = this.notice = '';
    this.online = navigator.onLine !== false;
    this.config = readConfig(undefined);
  }

  /** What is said about the reader's data, which differs where people share a computer. */
  get privacy(): string {
    const shared = readKeep(this.keep) === 'device' ? '' : this.config.privacyShared;
    return shared || this.config.privacy || texts.privacy;
  }

  get shownTitle(): string {
    return this.heading || this.config.title || texts.title;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listen(window, 'online', () => this.network(true));
    this.listen(window, 'offline', () => this.network(false));
    this.listen(window, 'storage', (event) => {
      const { key } = event as StorageEvent;
      if (key === this.keeper.key || key === null) this.conversation.refresh();
    });
    this.listen(window, 'pagehide', () => this.conversation.close());
    this.listen(window, 'pageshow', (event) => {
      if ((event as PageTransitionEvent).persisted) this.begin(); // the way back to a page that the browser kept
    });
    this.listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') this.conversation.check();
    });
    this.listen(document, 'pointerdown', (event) => {
      if (!event.composedPath().includes(this)) this.menuOpen = false;
    });
    if (this.hasUpdated) this.begin(); // moved to another place on the page
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops.splice(0)) stop();
    this.panel.leave();
    this.conversation.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('school') || changed.has('server') || changed.has('keep')) this.begin();
  }

  protected override firstUpdated(): void {
    this.panel.arrive();
    if (this.panel.open) void this.configure();
    const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200));
    idle(() => void this.configure());
  }

  protected override render(): TemplateResult {
    return chatView(this);
  }

  protected override updated(): void {
    const root = this.find('.root');
    const { accent, onAccent, ink } = palette(this.color, this.config.color);
    for (const [name, colour] of Object.entries({ accent, 'on-accent': onAccent, ink })) {
      root?.style.setProperty(`--${name}`, colour); // a style attribute would need the page's leave under a strict policy
    }
    this.bringIntoView();
  }

  find<E extends HTMLElement>(selector: string): E | null {
    return this.renderRoot.querySelector<E>(selector);
  }

  /** Tell a reader who cannot see the screen. */
  say(text: string): void {
    if (this.panel.open) announce(this.find('[role=status]'), text);
  }

  /** Ask the assistant for the school's texts, unless it has given them. */
  async configure(): Promise<void> {
    if (this.configured) return;
    this.configured = true;
    const { transport, keeper } = this;
    try {
      const config = await transport.config();
      if (transport !== this.transport) return;
      this.config = config;
      keeper.hours = keepHours(readKeep(this.keep), config.keepHours);
    } catch {
      if (transport === this.transport) this.configured = false; // asked again when the chat is opened
    }
    this.ready = true;
  }

  /** Start with the conversation that belongs to the school, from what was kept. */
  private begin(): void {
    this.conversation?.close();
    const server = this.server || ChatElement.server || location.origin;
    const keep = readKeep(this.keep);
    this.keeper = new Keeper(`duaalwijzer:${server}:${this.school}`, browserStore(keep), keepHours(keep));
    this.transport = new Transport(server, this.school);
    this.conversation = new Conversation(
      this.keeper,
      this.transport,
      () => this.changed(),
      (what) => this.happened(what),
    );
    this.conversation.resume();
    this.bringing = 'end';
    this.configured = false;
    if (this.hasUpdated) void this.configure();
  }

  private listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.stops.push(() => target.removeEventListener(type, listener));
  }

  private network(online: boolean): void {
    if (this.online === online) return;
    this.online = online;
    this.say(online ? texts.online : texts.offline);
    if (online) void this.configure();
  }

  private changed(): void {
    this.requestUpdate();
    clearTimeout(this.waitTimer);
    if (this.conversation?.busy) this.waitTimer = setTimeout(() => this.say(texts.typing), SAY_WAITING);
  }

  private happened(what: Happening): void {
    if (what.kind === 'answered') {
      this.bringing = 'answer';
      this.say(what.messages.map(spokenAnswer).join('\n'));
      if (!this.panel.open) this.unread = true;
    } else if (what.kind === 'failed') {
      this.bringing = 'end';
      this.say(`${failureText(what.message)} ${texts.retry}.`);
    } else {
      if (what.kind === 'expired') this.remarking = '';
      this.bringing = 'end';
      this.notice = texts[what.kind];
      this.say(this.notice);
    }
    this.requestUpdate();
  }

  /** Bring what is new into view: the question with the beginning of its answer, or the end. */
  private bringIntoView(): void {
    if (this.bringing === 'remark') this.find('.remark')?.scrollIntoView({ block: 'nearest' });
    const log = this.find('.log');
    if (log === null || this.bringing === undefined || !this.panel.open) return;
    const mine = [...log.querySelectorAll<HTMLElement>('.message.mine')].pop();
    const question = mine === undefined ? 0 : mine.offsetTop - 12; // counted from the log, which is positioned
    const end = mine === undefined ? 0 : log.scrollHeight - log.clientHeight; // a greeting is read from its start
    if (this.bringing !== 'remark') log.scrollTop = this.bringing === 'answer' ? Math.min(question, end) : end;
    this.bringing = undefined;
  }
}
