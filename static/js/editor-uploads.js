// What the editor takes in besides words: files pasted, dropped or chosen go to the host's data-upload-url and are
// shown as pictures, as players with their words, or as cards.
(() => {
  const { make } = window.colloquy;
  const isPicture = (file) => file.type.startsWith("image/");
  const isPlayed = (file) => /^(audio|video)\//.test(file.type);

  async function send(url, file, words) {
    const body = new FormData();
    body.set("file", file);
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": window.colloquy.token() } }).catch(() => null);
    if (!answer) throw new Error(words.failed);
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.error ?? words.failed);
    return told;
  }

  function sizeOf({ size }) {
    const [unit, amount] = size < 1e6 ? ["kilobyte", Math.max(1, size / 1e3)] : ["megabyte", size / 1e6];
    const digits = { maximumFractionDigits: amount < 10 ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit, ...digits }).format(amount);
  }

  function card(file, stored) {
    const link = { type: "link", attrs: { href: stored.url, class: "file" } };
    return { type: "paragraph", content: [{ type: "text", text: `${stored.name} (${sizeOf(file)})`, marks: [link] }] };
  }

  function uploads(host, note, words) {
    const url = host.dataset.uploadUrl;
    const say = (sentence = "") => ((note.hidden = !sentence), (note.textContent = sentence));

    // One after the other, in the order they were chosen; what arrived stays when a later one fails.
    async function take(files, editor) {
      const stored = [];
      say(words.uploading);
      try {
        for (const file of files) stored.push([file, await send(url, file, words)]);
        say();
      } catch (error) {
        say(error.message);
      }
      show(stored, editor);
    }

    function show(stored, editor) {
      const pictures = stored.filter(([file]) => isPicture(file)).map(([, { url: src, alt }]) => ({ src, alt: alt ?? "" }));
      const others = stored.filter(([file]) => !isPicture(file));
      const blocks = others.map(([file, told]) => (isPlayed(file) ? { type: "recording", attrs: { kind: file.type.slice(0, 5), src: told.url } } : card(file, told)));
      if (blocks.length) editor.chain().focus().insertContent([...blocks, { type: "paragraph" }]).run();
      if (pictures.length) window.colloquy.showPictures(editor, pictures);
      if (pictures.length) [...host.querySelectorAll(".editor__alt")].find((field) => !field.value)?.focus();
      else if (others.some(([file]) => isPlayed(file))) window.colloquy.describe(host, editor);
    }

    function given(files, event, editor) {
      const found = url ? [...(files ?? [])] : [];
      if (!found.length) return false;
      event.preventDefault();
      take(found, editor);
      return true;
    }

    function choose(editor, accept) {
      const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, ...(accept ? { accept } : {}) });
      input.addEventListener("change", (event) => given(input.files, event, editor));
      input.click();
    }

    // Word puts a picture of the words beside them; a picture copied alone comes with nothing but itself.
    function onPaste(event, editor) {
      const html = event.clipboardData?.getData("text/html") ?? "";
      const hasWords = window.colloquy.inert(html).textContent.trim();
      return !hasWords && !html.includes("data-pm-slice") && given(event.clipboardData?.files, event, editor);
    }

    function onHtml(html, editor) {
      const { html: clean, pictures } = window.colloquy.pasted(html);
      if (pictures.length && url) setTimeout(() => take(pictures, editor));
      return clean;
    }

    return {
      props: (editor) => ({
        handlePaste: (_view, event) => onPaste(event, editor()),
        handleDrop: (_view, event, _slice, moved) => !moved && given(event.dataTransfer?.files, event, editor()),
        transformPastedHTML: (html) => onHtml(html, editor()),
      }),
      tools: (editor) => (url ? [...chosen(editor), ...recorded(editor)] : []),
    };

    function chosen(editor) {
      return [
        ["image", "image", () => choose(editor, "image/*")],
        ["file", "paperclip", () => choose(editor)],
      ];
    }

    function recorded(editor) {
      if (!window.MediaRecorder || !navigator.mediaDevices?.getUserMedia || host.hasAttribute("data-boxes")) return [];
      const record = (kind) => window.colloquy.record(host, kind, { words, say, done: (file) => take([file], editor) });
      return [
        ["voice", "mic", () => record("audio")],
        ["film", "video", () => record("video")],
      ];
    }
  }

  Object.assign(window.colloquy, { uploads, make });
})();
