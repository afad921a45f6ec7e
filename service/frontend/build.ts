// Bundles the islands for the browser: `make frontend`. What it writes is served under /static/built and not committed.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { world } from "./src/world/draw.ts";

const HERE = import.meta.dirname;
const BUILT = join(HERE, "../painopiste/pages/static/built");
const WHOLE_STYLE = "../painopiste/pages/static/style.css";
const STYLES = ["map", "relations", "workbench"].map((name) => `src/islands/${name}/${name}.css`);
const LOADED = /\.(css|js|json)$/;
const FILES: Record<string, () => unknown> = { "world.json": world };

/** Makes the files that are imported as `built:…`; the import is their address. */
const made: Plugin = {
  name: "built",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^built:/ }, ({ path }) => ({ path: path.slice("built:".length), namespace: "built" }));
    onLoad({ filter: /.*/, namespace: "built" }, ({ path }) => ({ contents: JSON.stringify(FILES[path]?.()), loader: "file" }));
  },
};

/** Where each entry went, by the name under which templates ask for it. */
function manifest(meta: Metafile): Record<string, string> {
  const entries = Object.entries(meta.outputs).filter(([, output]) => output.entryPoint);
  return Object.fromEntries(entries.map(([path, { entryPoint = "" }]) => [basename(entryPoint).replace(/\.tsx?$/, ".js"), basename(path)]));
}

/** The packages of which something is in the bundles, and the map of the world, with the text of their licences. */
function licences(meta: Metafile): string {
  const names = Object.keys(meta.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set([...names, "world-atlas"])].sort().map(licence).join("\n\n");
}

function licence(name: string): string {
  const folder = join(HERE, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8")) as { version: string; license: string };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf-8").trim() : ""}`;
}

/** Puts each file that pages load beside itself as browsers like to get it: the service does not compress it at each request. */
function compress(name: string): void {
  const content = readFileSync(join(BUILT, name));
  writeFileSync(join(BUILT, `${name}.br`), brotliCompressSync(content));
  writeFileSync(join(BUILT, `${name}.gz`), gzipSync(content, { level: 9 }));
}

if (existsSync(BUILT)) rmSync(BUILT, { recursive: true });
mkdirSync(BUILT, { recursive: true });
const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: ["src/main.ts", WHOLE_STYLE, ...STYLES],
  outdir: BUILT,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  sourcemap: "linked",
  legalComments: "none",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  plugins: [made],
  logLevel: "warning",
});
writeFileSync(join(BUILT, "licences.txt"), licences(metafile));
for (const name of readdirSync(BUILT).filter((one) => LOADED.test(one))) compress(name);
writeFileSync(join(BUILT, "manifest.json"), JSON.stringify(manifest(metafile), null, 2));
