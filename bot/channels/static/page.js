// The chat on the page: text only ever becomes text nodes, links are made from http(s) addresses alone.
const log = document.getElementById('log');
const form = document.getElementById('form');
const input = document.getElementById('message');
const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g;
let sender = newSender();
let busy = false;

function newSender() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function withLinks(parent, text) {
  let position = 0;
  for (const match of text.matchAll(LINK)) {
    parent.append(text.slice(position, match.index));
    const link = document.createElement('a');
    link.href = match[0];
    link.rel = 'noopener noreferrer';
    link.target = '_blank';
    link.textContent = match[0];
    parent.append(link);
    position = match.index + match[0].length;
  }
  parent.append(text.slice(position));
}

function show(text, who) {
  const bubble = document.createElement('p');
  bubble.className = `message ${who}`;
  for (const [index, line] of text.split('\n').entries()) {
    const target = line.startsWith('Bron: ') ? document.createElement('span') : bubble;
    if (target === bubble && index > 0) bubble.append('\n');
    if (target !== bubble) { target.className = 'source'; bubble.append(target); }
    withLinks(target, line.replaceAll('**', ''));
  }
  log.append(bubble);
  return bubble;
}

function showChoices(buttons) {
  const row = document.createElement('div');
  row.className = 'choices';
  for (const choice of buttons) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = choice.title;
    button.addEventListener('click', () => { input.focus(); send(choice.title, choice.payload); });
    row.append(button);
  }
  log.append(row);
}

function showFailure(text, payload) {
  const row = document.createElement('div');
  row.className = 'failed';
  const retry = document.createElement('button');
  retry.type = 'button';
  retry.textContent = 'Opnieuw proberen';
  retry.addEventListener('click', () => { row.remove(); input.focus(); ask(payload, text); });
  row.append('Er kwam geen antwoord. ', retry);
  log.append(row);
}

async function send(text, payload) {
  if (busy) return;
  for (const row of log.querySelectorAll('.choices')) row.remove();
  show(text, 'user');
  await ask(payload, text);
}

async function ask(payload, text) {
  busy = true;
  const conversation = sender;
  const typing = document.createElement('p');
  typing.className = 'typing';
  typing.textContent = 'Duaalwijzer typt …';
  log.append(typing);
  log.scrollTop = log.scrollHeight;
  try {
    const answer = await fetch('/webhooks/rest/webhook', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sender: conversation, message: payload }),
      signal: AbortSignal.timeout(20000),
    });
    const messages = answer.ok ? await answer.json() : [];
    if (conversation !== sender) return;
    if (!messages.length) showFailure(text, payload);
    for (const message of messages) {
      const bubble = show(message.text ?? '', 'bot');
      if (message.buttons?.length) showChoices(message.buttons);
      bubble.scrollIntoView({ block: 'start' });
    }
  } catch {
    if (conversation === sender) showFailure(text, payload);
  } finally {
    typing.remove();
    busy = false;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text || busy) return;
  input.value = '';
  send(text, text);
});

document.getElementById('restart').addEventListener('click', () => {
  sender = newSender();
  log.replaceChildren();
  busy = false;
  ask('hallo', 'hallo');
  input.focus();
});

ask('hallo', 'hallo');
