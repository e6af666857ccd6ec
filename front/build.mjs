/* Builds static/built/meedenk.css and meedenk.js, and each module in front/js/pages into a file of its own. Fails when a file weighs too much. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import postcss from "postcss";
import { parts, tokens } from "./parts.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const built = join(here, "../src/meedenk/static/built");
const modules = join(here, "../node_modules");
const heaviest = { "meedenk.css": 30_000, "meedenk.js": 10_000 };
const layers = "tokens, theme, base, parts, layout, piece, state, medium";

/* Only the rules whose every class is one that we carry. A field that nobody touched yet is not wrong, whatever :invalid says. */
function kept(file, classes) {
  const ours = new Set(classes.split(" "));
  const sheet = postcss.parse(readFileSync(join(modules, file), "utf8"));
  sheet.walkComments((comment) => void comment.remove());
  sheet.walkRules((rule) => {
    const carried = (selector) => (selector.match(/\.[a-z][\w-]*/g) ?? []).every((name) => ours.has(name.slice(1)));
    rule.selectors = rule.selectors.filter((selector) => carried(selector) && !selector.includes(":invalid"));
    if (!rule.selector.trim() || !rule.nodes.length) rule.remove();
  });
  sheet.walkAtRules((rule) => void (rule.nodes?.length === 0 && rule.remove()));
  return sheet.toString();
}

const asked = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);

/* Only the tokens that the rules reach, by themselves or through another token, and that our own theme leaves alone. */
function reachable(css) {
  const values = new Map();
  postcss.parse(readFileSync(join(modules, tokens), "utf8")).walkDecls((token) => void values.set(token.prop, token.value));
  postcss.parse(css).walkDecls(/^--/, (own) => void values.delete(own.prop));
  const reached = new Set();
  for (const open = asked(css); open.length; ) {
    const name = open.pop();
    if (reached.has(name) || !values.has(name)) continue;
    reached.add(name);
    open.push(...asked(values.get(name)));
  }
  return [...reached].map((name) => `${name}:${values.get(name)};`).join("");
}

async function styles() {
  const theirs = Object.entries(parts).map(([file, classes]) => kept(file, classes)).join("\n");
  const own = readdirSync(join(here, "css")).sort().map((name) => readFileSync(join(here, "css", name), "utf8")).join("\n");
  const rules = `@layer parts{${theirs}}\n${own}`;
  const whole = `@layer ${layers};@layer tokens{:root{${reachable(rules)}}}${rules}`;
  const { code } = await transform(whole, { loader: "css", minify: true, legalComments: "none" });
  writeFileSync(join(built, "meedenk.css"), code);
}

async function scripts() {
  const pages = join(here, "js/pages");
  const ofPages = existsSync(pages) ? readdirSync(pages).filter((name) => name.endsWith(".js")) : [];
  await build({
    entryPoints: [join(here, "js/meedenk.js"), ...ofPages.map((name) => join(pages, name))],
    outdir: built,
    entryNames: "[name]",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
  });
}

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
await styles();
await scripts();
for (const name of readdirSync(built)) {
  const weight = gzipSync(readFileSync(join(built, name))).length;
  console.log(`${basename(name)}: ${weight} bytes gzipped`);
  if (weight > (heaviest[name] ?? Infinity)) throw new Error(`${name} may weigh ${heaviest[name]} bytes`);
}
