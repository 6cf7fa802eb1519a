// Everything the pages need in the browser; each part stands by itself.
import "htmx.org";
import "@tabler/core/dist/js/tabler.esm.js";
import "./drawer.js";
import "./tabs.js";
import "./forms.js";
import "./choice.js";
import "./list-keys.js";
import "./board.js";
import "./notices.js";
import "./failures.js";
import "./palette.js";
import "./opened.js";
import "./picture.js";
import "./find.js";
