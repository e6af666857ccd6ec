/* Under a text field with a limit stands how much still fits; a screen reader hears it when typing pauses. */
const template = document.querySelector("[data-left]");

function count(field) {
  const seen = document.createElement("p");
  const heard = document.createElement("p");
  seen.className = "meta";
  seen.ariaHidden = "true";
  heard.className = "vh";
  heard.role = "status";
  field.after(seen, heard);
  let pause;
  const tell = () => {
    const left = field.maxLength - field.value.length;
    seen.textContent = template.dataset.left.replace("{}", left);
    clearTimeout(pause);
    pause = setTimeout(() => (heard.textContent = left < field.maxLength / 5 ? seen.textContent : ""), 1000);
  };
  field.addEventListener("input", tell);
  tell();
}

if (template) document.querySelectorAll("textarea[maxlength]").forEach(count);
