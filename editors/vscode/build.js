// Bundles the extension and the packages that it uses into dist/extension.js, and their licences into dist/licences.txt.
"use strict";

const { buildSync } = require("esbuild");
const fs = require("fs");
const path = require("path");

fs.rmSync("dist", { recursive: true, force: true });
const { metafile } = buildSync({
  entryPoints: ["src/extension.js"],
  outfile: "dist/extension.js",
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  external: ["vscode"],
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []),
);
const licences = [...packages].sort().map((directory) => {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8"));
  const file = fs.readdirSync(directory).find((file) => /^licen[cs]e/i.test(file));
  if (!file) {
    throw new Error(`${name} has no licence`);
  }
  return `${name} ${version}\n\n${fs.readFileSync(path.join(directory, file), "utf8").trim()}\n`;
});
fs.writeFileSync("dist/licences.txt", licences.join(`\n${"-".repeat(72)}\n\n`));
