// Loaded by every page. Each module does one thing and leaves a page without it fully usable. A name in braces is the
// address of that asset, written in when the server starts (assets.hpp).
import { guardForms } from '{form.js}';
import { listenForNews } from '{news.js}';
import { pageTools } from '{page.js}';

guardForms(document);
pageTools(document);
listenForNews(document);
