// What the editor takes in besides words: pictures pasted, dropped or chosen go to the host's data-upload-url.
(() => {
  const isPicture = (file) => file.type.startsWith("image/");

  async function send(url, file, words) {
    const body = new FormData();
    body.set("file", file);
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": window.colloquy.token() } }).catch(() => null);
    if (!answer) throw new Error(words.failed);
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.error ?? words.failed);
    return told;
  }

  function uploads(host, note, words) {
    const url = host.dataset.uploadUrl;
    const say = (sentence = "") => ((note.hidden = !sentence), (note.textContent = sentence));

    // One after the other, in the order they were chosen; what arrived stays when a later one fails.
    async function take(files, editor) {
      const stored = [];
      say(words.uploading);
      try {
        for (const file of files) stored.push(await send(url, file, words));
        say();
      } catch (error) {
        say(error.message);
      }
      if (stored.length) window.colloquy.showPictures(editor, stored.map(({ url: src, alt }) => ({ src, alt: alt ?? "" })));
      const empty = [...host.querySelectorAll(".editor__alt")].find((field) => !field.value);
      if (stored.length) empty?.focus();
    }

    function given(files, event, editor) {
      const found = url ? [...(files ?? [])].filter(isPicture) : [];
      if (!found.length) return false;
      event.preventDefault();
      take(found, editor);
      return true;
    }

    function choose(editor, accept) {
      const input = Object.assign(document.createElement("input"), { type: "file", accept, multiple: true });
      input.addEventListener("change", (event) => given(input.files, event, editor));
      input.click();
    }

    return {
      props: (editor) => ({
        handlePaste: (_view, event) => given(event.clipboardData?.files, event, editor()),
        handleDrop: (_view, event) => given(event.dataTransfer?.files, event, editor()),
      }),
      tools: (editor) => (url ? [["image", "image", () => choose(editor, "image/*")]] : []),
    };
  }

  Object.assign(window.colloquy, { uploads });
})();
