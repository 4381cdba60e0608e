// The part of the API of VS Code that the extension and its client use, without VS Code: one window, its documents, and
// what was shown in it.
"use strict";

const { fileURLToPath, pathToFileURL } = require("url");

class Disposable {
  constructor(dispose) {
    this.dispose = dispose ?? (() => {});
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self, disposables) => {
      const bound = self ? listener.bind(self) : listener;
      this.listeners.add(bound);
      const subscription = new Disposable(() => this.listeners.delete(bound));
      disposables?.push(subscription);
      return subscription;
    };
  }
  fire(value) {
    return Promise.all([...this.listeners].map((listener) => listener(value)));
  }
  dispose() {
    this.listeners.clear();
  }
}

class CancellationTokenSource {
  constructor() {
    this.cancelled = new EventEmitter();
    this.token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event };
  }
  cancel() {
    this.token.isCancellationRequested = true;
    this.cancelled.fire();
  }
  dispose() {}
}

class Uri {
  constructor(text) {
    this.text = text;
    this.scheme = text.slice(0, text.indexOf(":"));
  }
  static parse(text) {
    return new Uri(text);
  }
  static file(path) {
    return new Uri(pathToFileURL(path).href);
  }
  get fsPath() {
    return fileURLToPath(this.text);
  }
  toString() {
    return this.text;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(...ends) {
    const [start, end] = ends.length === 4 ? [new Position(ends[0], ends[1]), new Position(ends[2], ends[3])] : ends;
    Object.assign(this, { start, end });
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class CodeAction {
  constructor(title, kind) {
    Object.assign(this, { title, kind });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}
CodeActionKind.Empty = new CodeActionKind("");
CodeActionKind.QuickFix = new CodeActionKind("quickfix");

class MarkdownString {
  constructor(value = "") {
    this.value = value;
  }
  appendMarkdown(text) {
    this.value += text;
    return this;
  }
}

class Hover {
  constructor(contents, range) {
    Object.assign(this, { contents, range });
  }
}

class Location {
  constructor(uri, range) {
    Object.assign(this, { uri, range });
  }
}

class WorkspaceEdit {
  constructor() {
    this.edits = [];
  }
  set(uri, edits) {
    this.edits.push(...edits.map(([edit]) => ({ uri, ...edit })));
  }
}

class TextEdit {
  constructor(range, newText) {
    Object.assign(this, { range, newText });
  }
}

/** A tab with a text. */
class TabInputText {
  constructor(uri) {
    this.uri = uri;
  }
}

/** A draft that is open. */
class TextDocument {
  constructor(path, languageId, text) {
    this.uri = Uri.file(path);
    this.languageId = languageId;
    this.text = text;
    this.version = 1;
    this.isClosed = false;
  }
  getText() {
    return this.text;
  }
}

/** What the test sets and sees. */
const window = {
  settings: {},
  documents: [],
  folders: [],
  errors: [],
  diagnostics: new Map(),
  commands: new Map(),
  providers: new Map(),
  opened: new EventEmitter(),
  tabs: new EventEmitter(),
  changed: new EventEmitter(),
  configured: new EventEmitter(),
};

const never = () => new Disposable();
const provider = (kind) => (selector, own) => {
  window.providers.set(kind, own);
  return new Disposable(() => window.providers.delete(kind));
};
const output = () => new Proxy({ logLevel: 3, onDidChangeLogLevel: never }, { get: (own, name) => own[name] ?? (() => {}) });

const api = {
  version: "1.91.0",
  Disposable,
  EventEmitter,
  CancellationTokenSource,
  Uri,
  Position,
  Range,
  Diagnostic,
  CodeAction,
  CodeActionKind,
  MarkdownString,
  Hover,
  Location,
  WorkspaceEdit,
  TextEdit,
  TabInputText,
  CancellationError: class extends Error {},
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  env: { appName: "a test", language: "en" },
  window: {
    visibleTextEditors: [],
    tabGroups: {
      get all() {
        return [{ tabs: window.documents.map((document) => ({ input: new TabInputText(document.uri) })) }];
      },
      onDidChangeTabs: window.tabs.event,
    },
    createOutputChannel: output,
    onDidChangeActiveTextEditor: never,
    onDidChangeVisibleTextEditors: never,
    showErrorMessage: async (text) => void window.errors.push(text),
    showWarningMessage: async (text) => void window.errors.push(text),
    showInformationMessage: async () => {},
    withProgress: (options, task) => task({ report() {} }, new CancellationTokenSource().token),
  },
  workspace: {
    get textDocuments() {
      return window.documents;
    },
    get workspaceFolders() {
      return window.folders;
    },
    notebookDocuments: [],
    getConfiguration: (section) => ({
      get: (name, otherwise) => window.settings[section ? `${section}.${name}` : name] ?? otherwise,
      inspect: () => undefined,
    }),
    getWorkspaceFolder: () => window.folders[0],
    onDidOpenTextDocument: window.opened.event,
    onDidChangeTextDocument: window.changed.event,
    onDidChangeConfiguration: window.configured.event,
    createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: never, onDidDelete: never, dispose() {} }),
  },
  languages: {
    match: (selector, document) =>
      [selector].flat().some(({ scheme, language }) => scheme === document.uri.scheme && language === document.languageId)
        ? 10
        : 0,
    createDiagnosticCollection: () => ({
      set: (uri, found) => window.diagnostics.set(uri.toString(), found),
      get: (uri) => window.diagnostics.get(uri.toString()),
      delete: (uri) => window.diagnostics.delete(uri.toString()),
      clear: () => window.diagnostics.clear(),
      dispose: () => window.diagnostics.clear(),
    }),
    registerHoverProvider: provider("hover"),
    registerCodeActionsProvider: provider("codeAction"),
    registerDefinitionProvider: provider("definition"),
    registerCompletionItemProvider: provider("completion"),
  },
  commands: {
    registerCommand: (name, run) => {
      window.commands.set(name, run);
      return new Disposable(() => window.commands.delete(name));
    },
    executeCommand: async () => {},
  },
};

/** An object of the API; what a test does not need of it is an event that never comes, or a class of no use. */
function lenient(own) {
  return new Proxy(own, {
    get(target, name) {
      if (name in target || typeof name === "symbol") {
        return target[name];
      }
      return /^[A-Z]/.test(name) ? class {} : never;
    },
  });
}
for (const part of ["window", "workspace", "languages"]) {
  api[part] = lenient(api[part]);
}

module.exports = { api: lenient(api), window, TextDocument };
