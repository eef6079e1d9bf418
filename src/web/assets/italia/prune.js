// Takes rules out of a compiled stylesheet: those that no page uses, and those that would fetch something.
// A rule stays when one of its selectors may match: every class it names is used by a template, or it names none.
const fs = require('fs');
const path = require('path');

const web = path.join(__dirname, '..', '..');
const used = new Set();
for (const folder of ['', 'pages']) {
  for (const name of fs.readdirSync(path.join(web, folder))) {
    if (!name.endsWith('.html')) continue;
    const text = fs.readFileSync(path.join(web, folder, name), 'utf8');
    for (const [, value] of text.matchAll(/class="([^"]*)"/g)) {
      for (const word of value.split(/[^A-Za-z0-9_-]+/)) if (word) used.add(word);
    }
  }
}
// Components that a page to come may use without running this again.
for (const word of ('btn btn-primary btn-outline-primary btn-secondary btn-outline-secondary btn-danger btn-outline-danger '
  + 'btn-link btn-xs btn-sm btn-lg disabled table table-sm table-responsive badge callout callout-inner callout-title '
  + 'callout-highlight success warning danger important note form-control form-label form-text h1 h2 h3 h4 h5 h6 lead small '
  + 'active').split(' ')) used.add(word);

const stays = (selector) => {
  const named = [...selector.matchAll(/\.(-?[A-Za-z_][A-Za-z0-9_-]*)/g)].map(([, name]) => name);
  return named.every((name) => used.has(name)) && !/data-focus-mouse|data-bs-|video|carousel/.test(selector);
};

function parted(text) {
  const parts = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' || text[at] === '[') depth++;
    if (text[at] === ')' || text[at] === ']') depth--;
    if (text[at] === ',' && depth === 0) { parts.push(text.slice(from, at)); from = at + 1; }
  }
  parts.push(text.slice(from));
  return parts;
}

function pruned(css) {
  let out = '';
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    while (depth > 0 && end < css.length) { if (css[end] === '{') depth++; if (css[end] === '}') depth--; end++; }
    let head = css.slice(at, open).trim();
    const body = css.slice(open + 1, end - 1);
    at = end;
    // Statements before a rule, like @charset and @import: none is kept.
    head = head.slice(head.lastIndexOf(';') + 1).replace(/\/\*[^]*?\*\//g, '').trim();
    if (/^@(media|supports)/.test(head)) {
      const inner = pruned(body);
      if (inner) out += `${head}{${inner}}`;
    } else if (/^@/.test(head)) {
      continue;
    } else {
      const selectors = parted(head).filter(stays);
      const kept = body.split(/;(?![^(]*\))/).filter((line) => line.trim() && !/url\(/.test(line));
      if (selectors.length && kept.length) out += `${selectors.join(',')}{${kept.join(';')}}\n`;
    }
  }
  return out;
}

const css = fs.readFileSync(process.argv[2], 'utf8').replace(/\/\*[^]*?\*\//g, '');
process.stdout.write('/* Bootstrap Italia 2.18.3, BSD-3-Clause: see LICENSE. Pruned: see README.md. */\n' + pruned(css));
