/* The search page: Pagefind answers in this browser, what is typed goes nowhere. The address holds what was asked. */
const root = new URL("../../", import.meta.url).pathname, index = `${root}pagefind/`, STEP = 10;
const get = id => document.getElementById(id), form = get("find"), found = get("found"), heading = get("said");
const river = found.querySelector(".river"), more = found.querySelector("button"), title = document.title;
const said = JSON.parse(found.dataset.words), { lang } = document.documentElement, forms = new Intl.PluralRules(lang);
const facets = [...form.querySelectorAll("select")].filter(select => select.name !== "order");
const WHOLE = { ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th" }, WORDS = /([\p{L}\p{N}\p{M}]+)/u;
const options = { baseUrl: root, ranking: { metaWeights: { title: 5, plain: 5, names: 2, plainnames: 2, by: 2, kicker: 0, swatch: 0, date: 0, photo: 0 } } };
let results = [], words = [], asked = 0, older;

/* Each shelf of stories has an index of its own. */
const add = names => Promise.all((names || "").split(" ").filter(name => name).map(name => pagefind.mergeIndex(`${index}${name}/`, options)));

/* As the index folds letters; endings are left off, for the index looks for stems. */
const fold = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[øłđðıßæœþ]/g, c => WHOLE[c]);
const parts = text => text.split(WORDS), matches = (part, i) => i % 2 && words.some(word => fold(part).startsWith(word));

/* The words of the page, as its catalogue has them. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const shelf = ({ id }) => parseInt(id) || Infinity;

function write(into, text) {
  into.replaceChildren(...parts(text).map((part, i) => matches(part, i) ? Object.assign(document.createElement("mark"), { textContent: part }) : part));
}

function excerpt(text) {  /* around the first word that was asked for */
  const all = text.split(" "), at = all.findIndex(word => parts(word).some(matches)), from = at < 20 ? 0 : at - 8;
  return (from ? "… " : "") + all.slice(from, from + 32).join(" ") + (all.length > from + 32 ? " …" : "");
}

function card({ url, meta, content, filters }) {
  const one = get("hit").content.cloneNode(true), [when, kicker, link, stand] = [".meta", ".kicker", "a", ".stand"].map(name => one.querySelector(name));
  const day = new Date(meta.date), date = () => fill(said.date, { day: day.getUTCDate(), month: said.months[day.getUTCMonth()], year: day.getUTCFullYear() });
  when.append(meta.date ? Object.assign(document.createElement("time"), { dateTime: meta.date, textContent: date() }) : said.undated);
  when.after(Object.assign(new Image(640, 400), { className: "plate", alt: "", loading: "lazy", src: url + (meta.photo ? "photo-320.webp" : "plate.svg") }));
  if (meta.swatch) kicker.firstChild.dataset.f = meta.swatch; else kicker.firstChild.remove();
  write(kicker.lastChild, [meta.kicker, filters.kind?.find(kind => kind !== meta.kicker && kind !== said.news)].filter(Boolean).join(" · "));
  link.href = url;
  write(link, meta.title);
  write(stand, excerpt(content));
  return one;
}

async function show(now) {
  const seen = river.childElementCount, next = await Promise.all(results.slice(seen, seen + STEP).map(result => result.data()));
  if (now !== asked) return;
  river.append(...next.map(card));
  more.hidden = seen + STEP >= results.length;
  return river.children[seen];
}

function offer(counts) {
  for (const select of facets) {
    const { name, value } = select, all = Object.entries(counts[name] || {}).filter(([other, n]) => n || other === value);
    all.sort(([a, m], [b, n]) => name === "year" ? b - a : n - m || a.localeCompare(b));
    select.replaceChildren(select.options[0], ...all.map(([other, n]) => new Option(`${other} (${n})`, other)));
    select.value = value;
  }
}

async function search() {
  const now = ++asked, q = form.q.value.trim(), filters = {};
  for (const { name, value } of facets) if (value) filters[name] = value;
  const any = q || Object.keys(filters)[0], newest = form.order.value || !q;
  if (form.older?.checked) await (older ||= add(form.dataset.older));
  const all = await pagefind.filters();
  const answer = any ? await pagefind.search(q || null, { filters, sort: newest ? { date: "desc" } : {} }) : { results: [], filters: all };
  if (now !== asked) return;
  results = answer.results;
  /* Each index counts its own from the newest; those of others have numbers, the greatest the newest. */
  if (newest) results.sort((a, b) => shelf(b) - shelf(a) || b.score - a.score);
  words = parts(q).filter((_, i) => i % 2).map(word => fold(word).replace(/(?<=\w{4})(ing|ed|e?s)$/, ""));
  offer(answer.filters);
  river.replaceChildren();
  await show(now);
  if (now !== asked) return;
  found.hidden = !any;
  const n = results.length;
  const counted = q ? said.foundFor : said.found, sentence = n ? counted[forms.select(n)] || counted.other : q ? said.noneFor : said.none;
  heading.textContent = any ? fill(sentence, { n: n.toLocaleString(lang), query: q }) : "";
  document.title = q ? `${q} – ${title}` : title;
}

const address = () => `${location.pathname}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`.replace(/\?$/, "");
function read() {
  const given = new URLSearchParams(location.search);
  for (const field of form.elements) {
    const value = given.get(field.name) || "";
    if (value && facets.includes(field)) field.add(new Option(value));
    if (field.type === "checkbox") field.checked = value; else if (field.name) field.value = value;
  }
  search();
}

/* A word that is still being typed is one step back, not one for each letter. */
function keep(done) {
  const now = address();
  if (now !== location.pathname + location.search) history[settled ? "pushState" : "replaceState"](null, "", now);
  settled = done;
}

let wait, settled = true;
form.oninput = ({ target }) => {
  clearTimeout(wait);
  wait = setTimeout(() => { keep(target !== form.q); search(); }, target === form.q ? 200 : 0);
};
form.onsubmit = async event => {
  event.preventDefault();
  clearTimeout(wait);
  keep(true);
  await search();
  heading.focus();
};
onpopstate = () => { settled = true; read(); };
more.onclick = async () => (await show(asked))?.querySelector("a").focus();

const slash = get("slash"), tick = slash.querySelector("input");
try {
  tick.checked = localStorage.slash !== "off";
  tick.onchange = () => { localStorage.slash = tick.checked ? "on" : "off"; };
  slash.hidden = false;
} catch { /* nothing is kept, so nothing can be switched */ }

form.querySelector("details").open = matchMedia("(min-width: 48em)").matches || facets.some(({ name }) => location.search.includes(`${name}=`));
const pagefind = await import(`${index}newest/pagefind.js`);
await pagefind.options(options);
await add(form.dataset.whole);
await pagefind.filters();
form.hidden = false;
read();
if (location.hash === "#q") form.q.focus();
