// A text box that is as high as what stands in it; css says the most.

/** Keeps the box fitting; returns a function for when its words were changed by the page. */
export function grow(box) {
  const fit = () => {
    box.style.height = "auto";
    if (box.scrollHeight) box.style.height = `${box.scrollHeight + 2}px`;
  };
  box.addEventListener("input", fit);
  new ResizeObserver(onlyWidth(fit)).observe(box);
  return fit;
}

function onlyWidth(then) {
  let width = -1;
  return ([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    then();
  };
}
