// Builds static/dist: one style sheet, one script, one sprite of icons, the fonts; and static/paper/fonts, for PDFs.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const dist = new URL("dist/", import.meta.url);
const icons = JSON.parse(await readFile(new URL("icons.json", import.meta.url)));
const outline = new URL("../node_modules/@tabler/icons/icons/outline/", import.meta.url);

async function symbol(name) {
  const svg = await readFile(new URL(`${name}.svg`, outline), "utf8");
  const drawing = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="i-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${drawing.replace(/\s+/g, " ").trim()}</symbol>`;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const symbols = await Promise.all(icons.map(symbol));
await writeFile(new URL("icons.svg", dist), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
await copyFile(new URL("mark.svg", import.meta.url), new URL("mark.svg", dist));
await build({
  entryPoints: { app: "static/js/app.js", theme: "static/js/theme.js", styles: "static/css/app.css" },
  outdir: "static/dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]-[hash]",
  logLevel: "warning",
});

const modules = new URL("../node_modules/", import.meta.url);
const fonts = new URL("paper/fonts/", import.meta.url);
const weights = ["400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "700Bold"];
// Of the face of code the cuts that a text can ask for: plain, emphasised, strong.
const families = {
  Inter: { folder: "@expo-google-fonts/inter/", weights },
  SourceSerif4: { folder: "@expo-google-fonts/source-serif-4/", weights },
  SourceCodePro: { folder: "@expo-google-fonts/source-code-pro/", weights: ["400Regular", "400Regular_Italic", "600SemiBold"] },
};

await rm(fonts, { recursive: true, force: true });
await mkdir(fonts, { recursive: true });
for (const [family, { folder, weights }] of Object.entries(families)) {
  await copyFile(new URL(`${folder}LICENSE_FONT`, modules), new URL(`${family}.license.txt`, fonts));
  for (const weight of weights) {
    const file = `${family}_${weight}.ttf`;
    await copyFile(new URL(`${folder}${weight}/${file}`, modules), new URL(file, fonts));
  }
}
