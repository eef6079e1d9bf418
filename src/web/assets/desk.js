// What script adds to pages that work without it: keys, the countdown of a claim, and the blank screen.
// It fetches nothing and keeps nothing but whether keys are wanted.
'use strict';

(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // --- Keys. They can be switched off (WCAG 2.1.4), and are silent while somebody types.
  const keysButton = document.querySelector('[data-keys]');
  let keys = true;
  try { keys = localStorage.getItem('keys') !== 'off'; } catch { keys = true; }
  const showKeys = () => {
    document.body.classList.toggle('no-keys', !keys);
    if (keysButton) keysButton.textContent = keys ? keysButton.dataset.on : keysButton.dataset.off;
  };
  if (keysButton) {
    keysButton.hidden = false;
    keysButton.addEventListener('click', () => {
      keys = !keys;
      try { localStorage.setItem('keys', keys ? 'on' : 'off'); } catch { /* a browser that keeps nothing */ }
      showKeys();
    });
  }
  showKeys();

  const isTyping = (element) => element && (element.isContentEditable
    || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT'
    || (element.tagName === 'INPUT' && !['checkbox', 'radio', 'submit', 'button'].includes(element.type)));

  document.addEventListener('keydown', (event) => {
    if (!keys || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (found && !found.disabled && found.offsetParent !== null) {
      event.preventDefault();
      found.click();
    }
  });

  // --- The outcome by keyboard: one digit for T, two for C, two for each A, N or I for the notice, Enter to save.
  const outcome = document.querySelector('[data-outcome]');
  if (outcome) {
    let typed = '';
    const chosen = (name) => outcome.querySelector(`input[name=${name}]:checked`);
    const step = () => {
      const technical = chosen('technical');
      if (!technical || technical.value !== 'T1') return 'T';
      return chosen('conversation') ? 'A' : 'C';
    };
    const choose = (at, digits) => {
      const input = outcome.querySelector(`[data-step="${at}"] [data-digits="${digits}"]`);
      if (!input) return false;
      input.click();
      input.focus({ preventScroll: true });
      input.closest('fieldset').scrollIntoView({ block: 'nearest' });
      return true;
    };
    document.addEventListener('keydown', (event) => {
      if (!keys || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const at = step();
      if (/^[0-9]$/.test(event.key)) {
        typed += event.key;
        const wanted = at === 'T' ? 1 : 2;
        if (typed.length === wanted) { choose(at, typed); typed = ''; }
        event.preventDefault();
      } else if (event.key === 'Backspace' || event.key === 'Escape') {
        // One step back: what was chosen last is chosen no more.
        typed = '';
        const last = at === 'A' ? chosen('conversation') : chosen('technical');
        if (last) last.checked = false;
        event.preventDefault();
      } else if (event.key === 'Enter' && !['BUTTON', 'A'].includes(event.target.tagName)) {
        event.preventDefault();
        outcome.requestSubmit(outcome.querySelector('[data-save]'));
      } else {
        const letter = outcome.querySelector(`[data-letter="${CSS.escape(event.key.toLowerCase())}"]`);
        if (letter && letter.offsetParent !== null) { letter.click(); event.preventDefault(); }
      }
    });
  }

  // --- Typing in: a number has no letters, so a letter in its field chooses the chip that shows it; typed again, none.
  // What is pasted is left as it is: the server takes the number out of it.
  const entry = document.querySelector('[data-entry]');
  if (entry) {
    const number = entry.querySelector('[data-number]');
    const said = entry.querySelector('[data-chosen]');
    number.addEventListener('keydown', (event) => {
      if (!keys || event.ctrlKey || event.metaKey || event.altKey || /[a-z]/i.test(number.value)) return;
      const chip = /^[a-z]$/i.test(event.key) && entry.querySelector(`[data-letter="${event.key.toLowerCase()}"]`);
      if (!chip) return;
      event.preventDefault();
      const chosen = chip.checked ? entry.querySelector(`input[name=${chip.name}][value=""]`) : chip;
      chosen.click();
      number.focus();
      said.textContent = chosen.closest('label').querySelector('span').textContent;
    });
  }

  // --- The countdown of a claim: minutes and seconds until `data-until`, by the clock of the server.
  for (const element of all('[data-until]')) {
    const until = Number(element.dataset.until);
    const ahead = Number(element.dataset.now) - Date.now();
    const spoken = element.dataset.over;
    const tick = () => {
      const left = Math.round((until - (Date.now() + ahead)) / 1000);
      if (left <= 0) {
        element.textContent = spoken || '0:00';
        element.classList.add('over');
        if (element.dataset.reload !== undefined) location.reload();
        return;
      }
      element.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
      element.classList.toggle('near', left <= 120);
      setTimeout(tick, 500);
    };
    tick();
  }

  // --- The blank screen: after a while without an act neither title nor page tell anything.
  const blank = document.querySelector('[data-blank]');
  if (blank) {
    const patience = Number(document.body.dataset.idle) * 1000;
    const title = document.title;
    let last = Date.now();
    const wake = (event) => {
      last = Date.now();
      if (!blank.hidden) {
        blank.hidden = true;
        document.title = title;
        event.preventDefault();
        event.stopPropagation();
      }
    };
    for (const kind of ['keydown', 'pointerdown']) document.addEventListener(kind, wake, true);
    setInterval(() => {
      if (blank.hidden && Date.now() - last > patience) {
        blank.hidden = false;
        document.title = '\u200b';
      }
    }, 1000);
  }
})();
