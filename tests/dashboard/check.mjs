// Looks at the dashboard in headless Chromium: each page without a violation that axe-core finds, at two widths, light and
// dark; what works without scripts and by keyboard; a vote that shows by itself; hostile text; the export from a plain file
// server, every link of it; the weight of each page and how long the first paint takes. scripts/dashboard.sh runs it.
//
// usage: node check.mjs URL PAGES OPEN HOSTILE SHOTS     (the vote is asked for on stdout, and cast when stdin answers)
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join, normalize } from "node:path";
import { chromium } from "playwright-core";

const [url, folder, open, hostile, shots] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PARTS = ["index", "decisions", "payments", "petty", "grants", "outcomes", "help", "members", "audit", "history"];
const PAGES = [...PARTS, `decision-${open}`, `decision-${hostile}`, "grant-0"].map((part) => `${part}.html`);
const MAX_BYTES = 300_000;
const PASSES = [
  { name: "light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "phone", viewport: { width: 360, height: 740 }, colorScheme: "light", isMobile: true, hasTouch: true },
];

const failures = [];
let checks = 0;
const check = (what, holds, more = "") => {
  checks += 1;
  if (!holds) {
    failures.push(`${what} ${more}`);
    console.error(`FAILED: ${what} ${more}`);
  }
};

const browser = await chromium.launch({ executablePath: process.env.MUTUAL_CHROMIUM, args: ["--no-sandbox"] });

// A page on which nothing is refused, fails or asks for anything elsewhere.
const opened = async (options = {}) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") check("nothing fails on a page", false, `${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => check("no script fails", false, `${page.url()}: ${error}`));
  page.on("dialog", (dialog) => { check("no dialog opens", false, dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => {
    const own = [url, plain].some((base) => base && request.url().startsWith(base));
    check("no request goes elsewhere", own, request.url());
  });
  return page;
};
let plain = null;

// axe-core is run through the debugger, which the page's policy does not bind.
const violations = async (page) => {
  await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  check("axe-core has looked", found.passes.length > 10, page.url());
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(" | ")}`);
};

for (const pass of PASSES) {
  const { name, ...options } = pass;
  const page = await opened(options);
  for (const part of PAGES) {
    const answer = await page.goto(url + part);
    check("a page is there", answer.status() === 200, part);
    const found = await violations(page);
    check(`no violation on ${part}, ${name}`, found.length === 0, found.join("\n  "));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(`nothing is wider than the screen on ${part}, ${name}`, wide <= 0, `${wide} px`);
    await page.screenshot({ path: join(shots, `${name}-${part}.png`), fullPage: true });
  }
  await page.context().close();
}
console.error("pages looked at");

// Weight and first paint.
{
  let heaviest = [0, ""];
  let slowest = [0, ""];
  for (const part of PAGES) {
    const page = await opened();
    let bytes = 0;
    page.on("response", async (response) => {
      if (!response.url().endsWith("/live")) bytes += (await response.body().catch(() => "")).length;
    });
    await page.goto(url + part, { waitUntil: "load" });
    await page.waitForTimeout(150);
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1);
    check("it is painted", paint >= 0, part);
    check(`${part} weighs less than ${MAX_BYTES} bytes`, bytes > 0 && bytes < MAX_BYTES, String(bytes));
    if (bytes > heaviest[0]) heaviest = [bytes, part];
    if (paint > slowest[0]) slowest = [paint, part];
    await page.context().close();
  }
  console.log(`heaviest page: ${heaviest[1]} with ${heaviest[0]} bytes; slowest first paint: ${slowest[0].toFixed(0)} ms, ${slowest[1]}`);
}

// Charts are drawn: the largest part fills its place, and a smaller one less.
{
  const page = await opened();
  await page.goto(`${url}index.html`);
  const heights = await page.$$eval("#months td", (cells) => cells.map((cell) => cell.getBoundingClientRect().height));
  check("columns have heights", Math.max(...heights) > 100 && Math.min(...heights) < Math.max(...heights), heights.join(" "));
  await page.goto(`${url}decision-${open}.html`);
  const widths = await page.$$eval("#ballots-chart td", (cells) => cells.map((cell) => cell.getBoundingClientRect().width));
  check("bars have widths", widths[0] > 5 && widths[1] < widths[0], widths.join(" "));
  await page.emulateMedia({ media: "print" });
  await page.goto(`${url}index.html`);
  await page.screenshot({ path: join(shots, "print-index.png"), fullPage: true });
  check("paper has no navigation", !(await page.locator("header nav").isVisible()));
  await page.context().close();
}

// By keyboard: the first stop skips to the page, an address opens, a table can be scrolled.
{
  const page = await opened();
  await page.goto(`${url}members.html`);
  await page.keyboard.press("Tab");
  check("the first stop is the skip link", await page.evaluate(() => document.activeElement.className === "skip"));
  await page.keyboard.press("Enter");
  check("it leads to the page", await page.evaluate(() => document.activeElement.id === "main"));
  const summary = page.locator("#member-3 summary");
  await summary.focus();
  const outline = await summary.evaluate((element) => getComputedStyle(element).outlineStyle);
  check("focus is seen", outline !== "none", outline);
  await page.keyboard.press("Enter");
  const whole = (await page.locator("#member-3 code").innerText()).trim();
  check("a whole address is one key away", /^5[1-9A-HJ-NP-Za-km-z]{47}$/.test(whole), whole);
  await page.context().close();
}

// Without scripts all text and all tables are there.
{
  const page = await opened({ javaScriptEnabled: false });
  await page.goto(`${url}index.html`);
  const text = await page.locator("main").innerText();
  check("the overview needs no script", text.includes("Money in and out by month") && text.includes("UNIT"), text.slice(0, 200));
  await page.goto(`${url}decision-${open}.html`);
  check("a decision needs no script", (await page.locator("main").innerText()).includes("ayes needed at least"));
  await page.context().close();
}

// Hostile text is text, and the page's policy would not let it run either.
{
  const page = await opened();
  await page.goto(`${url}decision-${hostile}.html`);
  const heading = await page.locator("h1").innerText();
  check("a script in a title is shown", heading.includes("<script>alert(1)</script><img src=x onerror=alert(1)>"), heading);
  check("marks that turn text are not", !/[\u202a-\u202e\u2066-\u2069]/.test(await page.content()));
  check("nothing was made of it", (await page.locator("main script, main img").count()) === 0);
  await page.context().close();
  // Put into the page all the same, it is refused. What is refused is told on the console, on purpose.
  const context = await browser.newContext();
  const bare = await context.newPage();
  await bare.goto(`${url}decision-${hostile}.html`);
  await bare.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.harmed = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.harmed = true'>");
  });
  await bare.waitForTimeout(300);
  check("an injected script does not run", !(await bare.evaluate(() => window.harmed)));
  await context.close();
}

// A vote shows by itself, keeps the focus, what is open, and is told.
{
  const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const page = await opened();
  await page.goto(`${url}decision-${open}.html`);
  await page.waitForTimeout(800);
  const tally = () => page.locator("main").innerText();
  check("before the vote", (await tally()).includes("1 aye, 0 nay"), await tally());
  const widths = () => page.$$eval("#ballots-chart td", (cells) => cells.map((cell) => cell.getBoundingClientRect().width));
  const [, before] = await widths();
  const link = page.locator("main a").first();
  await link.focus();
  const focused = await page.evaluate(() => document.activeElement.textContent);
  console.log("VOTE");
  await answers.next();
  await page.waitForFunction(() => document.querySelector("main").innerText.includes("1 aye, 1 nay"), null, { timeout: 20_000 });
  check("the reason is there", (await tally()).includes("too dear"));
  check("the focus is where it was", (await page.evaluate(() => document.activeElement.textContent)) === focused);
  check("it is told", (await page.locator("#news").textContent()).startsWith("This page was renewed"));
  await page.waitForTimeout(600);
  const [, after] = await widths();
  check("the chart has grown", after > before + 5, `${before} ${after}`);
  const found = await violations(page);
  check("no violation on a renewed page", found.length === 0, found.join("\n  "));
  await page.screenshot({ path: join(shots, "renewed.png"), fullPage: true });
  await page.context().close();
}

// The export from a plain file server: every link leads somewhere.
{
  const KINDS = { html: "text/html; charset=utf-8", css: "text/css", svg: "image/svg+xml", json: "application/json" };
  const server = createServer(async (request, answer) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    try {
      const body = await readFile(join(folder, path === "/" ? "index.html" : path));
      answer.writeHead(200, { "content-type": KINDS[path.split(".").pop()] ?? "text/html" }).end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  plain = `http://127.0.0.1:${server.address().port}/`;
  const page = await opened();
  const [todo, seen] = [[plain], new Set([plain])];
  let links = 0;
  while (todo.length > 0) {
    const next = todo.pop();
    const answer = await page.goto(next);
    check("a link of the export leads somewhere", answer.status() === 200, next);
    if (!(answer.headers()["content-type"] ?? "").includes("html")) continue;
    for (const link of await page.$$eval("a[href]", (all) => all.map((one) => [one.href, one.getAttribute("href")]))) {
      links += 1;
      check("a link is relative", !link[1].includes(":") && !link[1].startsWith("/"), link[1]);
      const bare = link[0].split("#")[0];
      if (!seen.has(bare)) {
        seen.add(bare);
        todo.push(bare);
      }
    }
  }
  check("the links lead to many pages", seen.size >= 18, String(seen.size));
  await page.goto(`${plain}index.html`);
  const heights = await page.$$eval("#months td", (cells) => cells.map((cell) => cell.getBoundingClientRect().height));
  check("the export's charts are drawn under its own policy", Math.max(...heights) > 100, heights.join(" "));
  check("the export has no script", (await page.locator("script").count()) === 0);
  const found = await violations(page);
  check("no violation in the export", found.length === 0, found.join("\n  "));
  console.log(`export: ${links} links on ${seen.size} pages followed`);
  await page.context().close();
  server.close();
}

await browser.close();
console.log(`${checks - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
