// Copies what stands in a box. Without this script the box is selected and copied by hand, and the button stays hidden.
{
  const said = document.getElementById("copied");
  const select = (box) => {
    box.focus();
    box.select();
  };
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const box = document.getElementById(button.dataset.copy);
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(box.value);
      } catch {
        select(box); // the browser does not let us: it is ready for Ctrl+C
        return;
      }
      said.textContent = "";
      button.textContent = said.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = words), 2000);
    });
  });
}
