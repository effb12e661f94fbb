// What a browser that runs scripts adds; without it everything can be done (pages P2).
'use strict';
(() => {
  const zh = document.body.dataset.lang === 'zh';
  const say = (one, other) => zh ? one : other;
  const main = document.querySelector('main');
  // A checkbox takes no letters, and is none.
  const field = e => e.target.closest && e.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
  const keysOff = () => document.body.hasAttribute('data-no-keys');

  // A live region that speaks once.
  const voice = document.createElement('p');
  voice.className = 'hidden';
  voice.setAttribute('role', 'status');
  document.body.append(voice);

  // Rows of lists: j and k go through them, Enter opens, x marks.
  const rows = () => [...main.querySelectorAll('tbody tr, .plainlist > li')].filter(r => r.offsetParent);
  let at = -1;
  const go = by => {
    const all = rows();
    if (!all.length) return;
    if (all[at]) all[at].classList.remove('here');
    at = Math.min(all.length - 1, Math.max(0, at + by));
    const row = all[at];
    row.classList.add('here');
    const link = row.querySelector('a') || row.querySelector('button, input');
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  };

  // Keys (pages P12): off by a switch, and never in a field.
  let waiting = false;
  document.addEventListener('keydown', e => {
    if (e.key === 'Escape') { document.querySelectorAll('details.menu[open]').forEach(m => { m.open = false; m.firstElementChild.focus(); }); }
    if (keysOff() || e.ctrlKey || e.metaKey || e.altKey || field(e)) return;
    const press = sign => { const a = document.querySelector(`a[data-key="${CSS.escape(sign)}"]`); if (a) { e.preventDefault(); location.assign(a.href); } };
    if (waiting) { waiting = false; return press(e.key); }
    switch (e.key) {
      case 'g': waiting = true; setTimeout(() => { waiting = false; }, 1500); break;
      case '/': { const jump = document.getElementById('jump'); if (jump) { e.preventDefault(); jump.focus(); } break; }
      case 'j': e.preventDefault(); go(1); break;
      case 'k': e.preventDefault(); go(-1); break;
      case 'x': { const row = e.target.closest('main tbody tr') || rows()[at], box = row && row.querySelector('input[type=checkbox]'); if (box) { e.preventDefault(); box.click(); } break; }
      case '[': case ']': press(e.key); break;
      case '?': { const help = document.querySelector('.foot a[href^="/help"]'); if (help) location.assign(help.href); break; }
    }
  });

  // A menu closes when something else is looked at.
  document.addEventListener('click', e => {
    document.querySelectorAll('details.menu[open]').forEach(m => { if (!m.contains(e.target)) m.open = false; });
  });

  // What was typed is not lost unawares.
  let isTyped = false;
  document.addEventListener('input', e => { if (e.target.closest('form[data-guard]')) isTyped = true; });
  document.addEventListener('submit', () => { isTyped = false; });
  addEventListener('beforeunload', e => { if (isTyped) e.preventDefault(); });

  // Bytes that are left of a text.
  document.querySelectorAll('textarea[data-bytes]').forEach(area => {
    const shown = document.getElementById(area.dataset.count);
    const count = () => { if (shown) shown.textContent = new TextEncoder().encode(area.value).length.toLocaleString('en') + ' / ' + Number(area.dataset.bytes).toLocaleString('en'); };
    area.addEventListener('input', count);
    count();
  });

  // Copying.
  document.querySelectorAll('[data-copy]').forEach(source => {
    if (!navigator.clipboard) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain small';
    button.textContent = say('复制', 'Copy');
    button.addEventListener('click', () => navigator.clipboard.writeText(source.textContent).then(() => { voice.textContent = button.textContent = say('已复制', 'Copied'); }));
    source.after(button);
  });

  // A chart is read with the pointer or by Tab: its line of the table is shown.
  document.querySelectorAll('.stop[data-row]').forEach(stop => {
    const row = document.getElementById(stop.dataset.row);
    if (!row) return;
    const on = is => row.classList.toggle('here', is);
    stop.addEventListener('pointerenter', () => on(true));
    stop.addEventListener('pointerleave', () => on(false));
    stop.addEventListener('focus', () => on(true));
    stop.addEventListener('blur', () => on(false));
  });

  // New events: one line says how many, nothing moves by itself (pages P9). Only the tab that is looked at follows.
  const news = document.querySelector('[data-follow]');
  if (news && window.EventSource) {
    let stream = null, count = 0, last = news.dataset.after;
    const types = news.dataset.types.split(' ');
    const heard = e => {
      if (e.lastEventId) last = e.lastEventId;
      if (!count) voice.textContent = say('有新事件', 'There are new events');
      count += 1;
      news.hidden = false;
      news.firstElementChild.textContent = say(`${count} 条新事件，查看`, `${count} new — show`);
    };
    const follow = () => {
      if (document.hidden) { if (stream) stream.close(); stream = null; return; }
      if (stream) return;
      stream = new EventSource(`${news.dataset.follow}${news.dataset.follow.includes('?') ? '&' : '?'}after=${last}`);
      types.forEach(type => stream.addEventListener(type, heard));
      stream.addEventListener('bye', () => { stream.close(); stream = null; });
    };
    document.addEventListener('visibilitychange', follow);
    addEventListener('pagehide', () => { if (stream) stream.close(); stream = null; });
    addEventListener('pageshow', follow);
    follow();
  }

  // Printing opens what is folded.
  let opened = [];
  addEventListener('beforeprint', () => { opened = [...document.querySelectorAll('main details:not([open])')]; opened.forEach(d => { d.open = true; }); });
  addEventListener('afterprint', () => { opened.forEach(d => { d.open = false; }); });

  // Two minutes before a session ends by itself it is said (pages P11): an hour after the last request, which one more puts
  // off, or twelve hours after signing in, which nothing does. When that was is noted here: no script sees the cookie.
  const minute = 60 * 1000;
  const began = () => { try { return Number(localStorage.getItem('signed-in')); } catch { return 0; } };
  const entry = document.querySelector('form[action="/sign-in"]');
  if (entry) entry.addEventListener('submit', () => { try { localStorage.setItem('signed-in', Date.now()); } catch { /* It is then not known. */ } });
  if (document.querySelector('.menu')) {
    let timer = 0, note = null;
    const warn = (words, deed) => {
      if (note) note.remove();
      note = document.createElement('div');
      note.className = 'past noprint';
      note.setAttribute('role', 'alert');
      const text = document.createElement('span');
      text.textContent = words;
      note.append(text, deed);
      main.prepend(note);
    };
    const signInAgain = words => {
      const again = document.createElement('a');
      again.href = '/sign-in';
      again.target = '_blank';
      again.textContent = say('在另一页重新登录', 'Sign in again in another tab');
      warn(words + say('填了一半的内容仍在此页。', ' What you typed stays on this page.'), again);
    };
    const warnLast = () => signInAgain(say('登录最长十二小时，将在两分钟内结束。', 'You will be signed out within two minutes: it lasts twelve hours at most.'));
    const warnIdle = () => {
      const stay = document.createElement('button');
      stay.type = 'button';
      stay.textContent = say('保持登录', 'Stay signed in');
      stay.addEventListener('click', () => fetch('/v1/me').then(answer => { if (answer.ok) arm(); else signInAgain(say('登录已经结束。', 'You are signed out.')); }));
      warn(say('登录将在两分钟后因无操作而结束。', 'You will be signed out in two minutes, because nothing was asked for an hour.'), stay);
    };
    const arm = () => {
      clearTimeout(timer);
      if (note) note.remove();
      note = null;
      const left = began() + 12 * 60 * minute - Date.now(), isLast = left > 0 && left < 60 * minute;
      timer = setTimeout(isLast ? warnLast : warnIdle, isLast ? Math.max(0, left - 2 * minute) : 58 * minute);
    };
    addEventListener('storage', e => { if (e.key === 'signed-in') arm(); });
    arm();
  }
})();
