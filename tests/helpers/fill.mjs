// Opens a form with pdf.js, writes the same text into every text field, ticks the first box of each set, and saves it.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, source, target, text] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(`${library}/legacy/build/pdf.mjs`));
const document = await getDocument({
  data: new Uint8Array(readFileSync(source)),
  standardFontDataUrl: `${library}/standard_fonts/`,
  cMapUrl: `${library}/cmaps/`,
  verbosity: 0,
}).promise;
const fields = await document.getFieldObjects();
const found = {};
for (const [name, widgets] of Object.entries(fields)) {
  const widget = widgets[widgets.length - 1];
  found[name] = widget.type;
  document.annotationStorage.setValue(widget.id, { value: widget.type === "text" ? text : true });
}
writeFileSync(target, await document.saveDocument());
console.log(JSON.stringify(found));
