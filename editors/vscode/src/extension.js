// Starts `kzq lsp` for the drafts that are open in VS Code. All that it does about quotations, the server does.
"use strict";

const { execFile } = require("child_process");
const { promisify } = require("util");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The running client, if there is one. */
let client;
/** The last start or stop: the next one waits for it. */
let last = Promise.resolve();

/** The languages of drafts, as VS Code and extensions for other languages call them: those that activate this one. */
let languages = [];

/** The command that the settings say. */
function server() {
  const settings = vscode.workspace.getConfiguration("kzq");
  const data = settings.get("data", []).flatMap((path) => ["--data", path]);
  return { command: settings.get("path") || "kzq", args: [...data, "lsp"] };
}

async function start() {
  const executable = server();
  try {
    await promisify(execFile)(executable.command, ["--version"]);
  } catch (error) {
    // Nothing waits for what the user answers.
    explain(executable.command, error);
    return;
  }
  const documentSelector = languages.flatMap((language) =>
    ["file", "untitled"].map((scheme) => ({ scheme, language })),
  );
  client = new LanguageClient("kzq", "kzq", executable, { documentSelector });
  // It shows by itself what fails from here on.
  await client.start().catch(() => {});
}

async function explain(command, error) {
  const message = `kzq can't be run (${error.code ?? error.message}: ${command}); install it, or set kzq.path`;
  const settings = "Open Settings";
  if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
    vscode.commands.executeCommand("workbench.action.openSettings", "kzq.path");
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.dispose();
}

/** Does something once what was begun before is done. */
function next(step) {
  last = last.then(step, step);
  return last;
}

function restart() {
  next(stop);
  return next(start);
}

function activate(context) {
  languages = context.extension.packageJSON.activationEvents.map((event) => event.replace("onLanguage:", ""));
  context.subscriptions.push(
    vscode.commands.registerCommand("kzq.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("kzq.path") || change.affectsConfiguration("kzq.data")) {
        restart();
      }
    }),
  );
  return next(start);
}

function deactivate() {
  return next(stop);
}

module.exports = { activate, deactivate };
