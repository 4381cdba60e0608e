// Runs the extension as it is packed, with the real `kzq lsp` and an API of VS Code that test/vscode.js plays. The
// environment names the directory of the extension (EXTENSION) and the program (KZQ).
"use strict";

const assert = require("assert/strict");
const fs = require("fs");
const Module = require("module");
const os = require("os");
const path = require("path");
const { after, afterEach, beforeEach, test } = require("node:test");
const { api, window, TextDocument } = require("./vscode.js");

const root = path.resolve(process.env.EXTENSION);
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? api : load(name, ...rest));

const manifest = require(path.join(root, "package.json"));
const extension = require(path.join(root, manifest.main));

const ENGINES = `(schema: 1, id: "engines", title: "Engines", speakers: {"bob": (name: "Bob Babbage")}, entries: [
    Quote(id: "cost", by: "bob", text: "Whatever it may cost, the engine shall not be stopped."),
])`;
const DRIFTED = "Babbage said that “the engine must never be stopped”.\n";
const FINE = "Babbage said that “the engine shall not be stopped”.\n";

/** A home directory, and a project with a collection in it. */
const home = fs.mkdtempSync(path.join(os.tmpdir(), "kzq-vscode-"));
const project = path.join(home, "project");
fs.mkdirSync(project);
fs.writeFileSync(path.join(project, "engines.ron"), ENGINES);
fs.writeFileSync(path.join(project, ".kzq.ron"), '(data: ["engines.ron"])');
Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_STATE_HOME: home });

let context;

beforeEach(() => {
  context = { subscriptions: [], extension: { packageJSON: manifest } };
  window.settings = { "kzq.path": process.env.KZQ };
  window.folders = [{ uri: api.Uri.file(project), name: "project", index: 0 }];
  window.documents = [];
  window.errors = [];
});

afterEach(async () => {
  await extension.deactivate();
  context.subscriptions.forEach((one) => one.dispose());
});

after(() => fs.rmSync(home, { recursive: true }));

function open(name, language, text) {
  const document = new TextDocument(path.join(project, name), language, text);
  window.documents.push(document);
  window.opened.fire(document);
  window.tabs.fire({ opened: [document], closed: [], changed: [] });
  return document;
}

/** Waits until something is so. */
async function until(what, is) {
  for (const start = Date.now(); Date.now() - start < 10000; ) {
    if (is()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`waited in vain for ${what}; ${window.errors}`);
}

/** The verdicts on a draft, each with its first line. */
function found(document) {
  const all = window.diagnostics.get(document.uri.toString());
  return all?.map(({ range, message }) => `${range.start.line}:${range.start.character} ${message.split("\n")[0]}`);
}

test("a draft that is open already is checked, and again when it changes", async () => {
  const draft = open("draft.md", "markdown", DRIFTED);
  await extension.activate(context);
  await until("a diagnostic", () => found(draft)?.length);
  assert.match(found(draft)[0], /^0:18 drifted: /);
  draft.text = FINE;
  draft.version += 1;
  const everything = new api.Range(0, 0, 1, 0);
  window.changed.fire({
    document: draft,
    contentChanges: [{ range: everything, rangeOffset: 0, rangeLength: DRIFTED.length, text: FINE }],
  });
  await until("no diagnostic", () => found(draft)?.length === 0);
  assert.deepEqual(window.errors, []);
});

test("each of its languages is checked, and no other", async () => {
  await extension.activate(context);
  const languages = manifest.activationEvents.map((event) => event.replace("onLanguage:", ""));
  const drafts = languages.map((language) => open(`draft.${language}`, language, DRIFTED));
  const program = open("program.c", "c", DRIFTED);
  for (const draft of drafts) {
    await until(draft.languageId, () => found(draft)?.length === 1);
  }
  assert.equal(found(program), undefined);
});

test("hovers, quick fixes and definitions come from the server", async () => {
  await extension.activate(context);
  const draft = open("draft.md", "markdown", DRIFTED);
  await until("a diagnostic", () => found(draft)?.length);
  const token = new api.CancellationTokenSource().token;
  const place = new api.Position(0, 25);
  const hover = await window.providers.get("hover").provideHover(draft, place, token);
  assert.match(JSON.stringify(hover.contents), /Whatever it may cost, the engine shall not be stopped.*Bob Babbage/);
  const range = new api.Range(place, place);
  const wanted = { diagnostics: [], triggerKind: 1 };
  const actions = await window.providers.get("codeAction").provideCodeActions(draft, range, wanted, token);
  const titles = actions.map((action) => action.title);
  const exact = actions.find((action) => action.title === "Put the exact words: “the engine shall not be stopped”");
  assert.ok(exact, titles.join("\n"));
  assert.deepEqual(exact.edit.edits.map((edit) => edit.newText), ["shall not"]);
  const origin = await window.providers.get("definition").provideDefinition(draft, place, token);
  assert.equal(origin[0].uri.fsPath, path.join(project, "engines.ron"));
  assert.equal(origin[0].range.start.line, 1);
});

test("the settings name the collections, and a change of them counts at once", async () => {
  const other = path.join(home, "other.ron");
  fs.writeFileSync(other, ENGINES.replace("shall not", "must never"));
  const draft = open("draft.md", "markdown", DRIFTED);
  await extension.activate(context);
  await until("a diagnostic", () => found(draft)?.length === 1);
  window.settings["kzq.data"] = [other];
  await window.configured.fire({ affectsConfiguration: (name) => name === "kzq.data" });
  await until("no diagnostic", () => found(draft)?.length === 0);
});

test("it can be started again", async () => {
  await extension.activate(context);
  const draft = open("draft.md", "markdown", DRIFTED);
  await until("a diagnostic", () => found(draft)?.length);
  window.diagnostics.clear();
  await window.commands.get("kzq.restart")();
  await until("a diagnostic", () => found(draft)?.length);
});

test("a program that is missing is explained, and can be installed later", async () => {
  window.settings["kzq.path"] = path.join(home, "no-such-program");
  const draft = open("draft.md", "markdown", DRIFTED);
  await extension.activate(context);
  const missing = `kzq can't be run (ENOENT: ${window.settings["kzq.path"]}); install it, or set kzq.path`;
  assert.deepEqual(window.errors, [missing]);
  window.settings["kzq.path"] = process.env.KZQ;
  await window.commands.get("kzq.restart")();
  await until("a diagnostic", () => found(draft)?.length);
});

test("a workspace can't say what is run", () => {
  const declared = manifest.contributes.configuration.properties;
  for (const name of ["kzq.path", "kzq.data"]) {
    assert.equal(declared[name].scope, "machine", name);
  }
});
