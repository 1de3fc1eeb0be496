// Voice and film of up to two minutes, and the words that must stand under them for whoever cannot hear or see.
(() => {
  const { make, icon, attribute } = window.colloquy;
  const { Node } = window.Tiptap;
  const MOST_SECONDS = 120;
  const TYPES = {
    audio: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
    video: ["video/webm;codecs=vp8,opus", "video/mp4", "video/webm"],
  };

  const recording = (words) =>
    Node.create({
      name: "recording",
      group: "block",
      content: "inline*",
      isolating: true,
      draggable: true,
      addAttributes: () => ({
        kind: { default: "audio", parseHTML: (node) => player(node).localName, rendered: false },
        src: { default: null, parseHTML: (node) => player(node).getAttribute("src"), rendered: false },
        look: attribute("look", "class", { default: "recording" }),
      }),
      parseHTML: () => [
        { tag: "figure", priority: 60, getAttrs: (node) => (player(node) ? null : false), contentElement: (node) => node.querySelector("figcaption") ?? document.createElement("p") },
      ],
      renderHTML: ({ node, HTMLAttributes }) => ["figure", HTMLAttributes, [node.attrs.kind, { src: node.attrs.src, controls: "", preload: "metadata" }], ["figcaption", 0]],
      addNodeView: () => (props) => view(props, words),
      addKeyboardShortcuts: () => ({ Enter: ({ editor }) => window.colloquy.leaveCaption(editor, "recording") }),
    });

  const player = (node) => node.querySelector("audio[src], video[src]");

  function view({ node, getPos, editor }, words) {
    const plays = make(node.attrs.kind, { src: node.attrs.src, controls: true, preload: "metadata" });
    plays.setAttribute("aria-label", words[node.attrs.kind === "audio" ? "voice" : "film"]);
    const away = make("button", { type: "button", className: "icon-button", title: words.recordingAway }, icon("x"));
    away.setAttribute("aria-label", words.recordingAway);
    const row = make("div", { className: "editor__player", contentEditable: "false" }, plays, away);
    const caption = make("div", { className: "editor__caption editor__caption--asked" });
    caption.dataset.placeholder = words.inWords;
    const dom = make("div", { className: "editor__figure editor__recording" }, row, caption);
    const draw = (now) => caption.classList.toggle("is-empty", !now.childCount);
    let now = node;
    away.addEventListener("click", () => editor.chain().focus().deleteRange({ from: getPos(), to: getPos() + now.nodeSize }).run());
    draw(node);
    return {
      dom,
      contentDOM: caption,
      update: (next) => next.type === node.type && next.attrs.src === node.attrs.src && ((now = next), draw(next), true),
      stopEvent: (event) => row.contains(event.target) && !/^(drag|drop)/.test(event.type),
      ignoreMutation: (change) => !caption.contains(change.target) || change.type === "attributes",
    };
  }

  // The caret goes where the words of the first recording without any belong; whether there was one.
  function describe(host, editor) {
    let at = null;
    editor.state.doc.descendants((node, place) => void (at ??= node.type.name === "recording" && !node.textContent.trim() ? place : null));
    if (at === null) return false;
    editor.chain().focus().setTextSelection(at + 1).scrollIntoView().run();
    return true;
  }

  async function record(host, kind, { words, say, done }) {
    if (host.querySelector(".editor__record")) return;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: kind === "video" && { facingMode: "user", height: { ideal: 480 } } }).catch(() => null);
    if (!stream) return say(words.noMicrophone);
    const type = TYPES[kind].find((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 48_000, videoBitsPerSecond: 900_000 } : {});
    const box = controls(recorder, stream, kind, words);
    const chunks = [];
    recorder.addEventListener("dataavailable", ({ data }) => data.size && chunks.push(data));
    recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      const isKept = !box.dataset.dropped;
      box.remove();
      const { mimeType } = recorder;
      if (isKept && chunks.length) done(new File(chunks, `${kind}.${/mp4/.test(mimeType) ? "mp4" : /ogg/.test(mimeType) ? "ogg" : "webm"}`, { type: `${kind}/${mimeType.split(/[/;]/)[1]}` }));
    });
    say();
    host.querySelector(".editor__line").after(box);
    recorder.start();
    box.querySelector("button").focus();
  }

  function controls(recorder, stream, kind, words) {
    const clock = make("span", { className: "numbers" });
    const stop = make("button", { type: "button", className: "button button--small" }, icon("square"), words.stop);
    const drop = make("button", { type: "button", className: "button button--quiet button--small" }, words.drop);
    const status = make("span", { className: "live-dot" }, words.recording);
    status.setAttribute("role", "status");
    const box = make("div", { className: "editor__record" }, status, clock, stop, drop);
    if (kind === "video") box.prepend(Object.assign(make("video", { muted: true, playsInline: true, autoplay: true, className: "editor__mirror" }), { srcObject: stream }));
    const began = Date.now();
    const show = () => {
      const left = Math.max(0, MOST_SECONDS - Math.round((Date.now() - began) / 1000));
      clock.textContent = words.left.replace("#", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
      if (left && box.isConnected && recorder.state === "recording") return setTimeout(show, 500);
      if (recorder.state === "recording") recorder.stop();
    };
    recorder.addEventListener("start", show);
    stop.addEventListener("click", () => recorder.stop());
    drop.addEventListener("click", () => ((box.dataset.dropped = "1"), recorder.stop()));
    return box;
  }

  Object.assign(window.colloquy, { recording, record, describe });
})();
