// Makes the line that a school puts on its site, and shows the chat as that line would.
const form = document.getElementById('choices');
const preview = document.getElementById('preview');
const say = document.getElementById('status');
const show = (id, text) => { document.getElementById(id).textContent = text; };
const quoted = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
let pinned;
let chat;

function chosen() {
  const data = new FormData(form);
  const text = (name) => String(data.get(name) ?? '').trim();
  return {
    school: text('school'),
    title: text('title'),
    color: text('color'),
    position: text('position') === 'left' ? 'left' : '',
    keep: data.get('shared') ? 'session' : '',
  };
}

function line(source, integrity, choices) {
  const data = Object.entries(choices).filter(([, value]) => value !== '').map(([name, value]) => ` data-${name}="${quoted(value)}"`);
  const check = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : '';
  return `<script src="${location.origin}${source}"${check}${data.join('')} defer></script>`;
}

function update() {
  const choices = chosen();
  show('color-code', choices.color);
  show('code-latest', line('/widget.js', '', choices));
  show('code-pinned', pinned ? line(pinned.src, pinned.integrity, choices) : 'De vaste versie is nu niet bekend. Laad deze pagina opnieuw.');
  const link = document.getElementById('link');
  link.href = choices.school ? `/chat?school=${encodeURIComponent(choices.school)}` : '/chat';
  link.textContent = link.href;
  for (const [name, value] of Object.entries({ ...choices, keep: 'page', heading: choices.title, title: '' })) {
    if (value === '') chat.removeAttribute(name);
    else chat.setAttribute(name, value);
  }
}

async function copy(button) {
  const code = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(code.textContent);
    say.textContent = 'De regel is gekopieerd.';
  } catch {
    getSelection().selectAllChildren(code);
    say.textContent = 'Kopiëren lukt niet in deze browser. De regel is geselecteerd: druk op Ctrl+C.';
  }
}

chat = document.createElement('duaalwijzer-chat');
update();
preview.append(chat);
show('origin', location.origin);
form.addEventListener('input', update);
form.addEventListener('submit', (event) => event.preventDefault());
for (const button of document.querySelectorAll('[data-copy]')) button.addEventListener('click', () => copy(button));
fetch('/widget.json').then((answer) => (answer.ok ? answer.json() : undefined)).then((json) => { pinned = json; update(); }, () => undefined);
