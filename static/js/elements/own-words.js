// <own-words data-me="7"> Every viewer gets the same markup of words; here the page learns which of those that come
// while it is open are one's own.
(() => {
const NEWS = ["live:arrived", "live:changed"];

class OwnWords extends HTMLElement {
  connectedCallback() {
    this.mark = ({ target }) => target.matches(".post") && target.classList.toggle("post--mine", target.dataset.by === this.dataset.me);
    for (const name of NEWS) document.body.addEventListener(name, this.mark);
  }

  disconnectedCallback() {
    for (const name of NEWS) document.body.removeEventListener(name, this.mark);
  }
}

customElements.define("own-words", OwnWords);
})();
