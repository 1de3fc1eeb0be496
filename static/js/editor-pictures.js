// Pictures of the editor: pasted, dropped or chosen, sent to the host's data-upload-url, shown when they are stored.
(() => {
  function pictures(host, note, words) {
    const url = host.dataset.uploadUrl;
    const images = (files) => [...(files ?? [])].filter((file) => file.type.startsWith("image/"));

    async function send(file, editor) {
      note.hidden = false;
      note.textContent = words.uploading;
      const body = new FormData();
      body.set("file", file);
      try {
        const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": window.colloquy.token() } });
        if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? words.failed);
        const stored = await answer.json();
        editor.chain().focus().setImage({ src: stored.url, alt: stored.alt ?? "" }).run();
        note.hidden = true;
      } catch (error) {
        note.textContent = error instanceof TypeError ? words.failed : error.message;
      }
    }

    function take(files, event, editor) {
      const found = url ? images(files) : [];
      if (!found.length) return false;
      event.preventDefault();
      found.reduce((before, file) => before.then(() => send(file, editor)), Promise.resolve());
      return true;
    }

    return {
      props: (editor) => ({
        handlePaste: (_view, event) => take(event.clipboardData?.files, event, editor()),
        handleDrop: (_view, event) => take(event.dataTransfer?.files, event, editor()),
      }),
      choose(editor) {
        const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", multiple: true });
        input.addEventListener("change", (event) => take(input.files, event, editor));
        input.click();
      },
    };
  }

  window.colloquy = Object.assign(window.colloquy ?? {}, { pictures });
})();
