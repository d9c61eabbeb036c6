// The choice of the language; this browser remembers it for a year.
export default function ({ data, parentElement: root, setStateValue }) {
  const choice = root.querySelector("select");
  choice.ariaLabel = choice.title = data.label;
  if (choice.options.length !== data.languages.length) {
    choice.replaceChildren(...data.languages.map(([code, name]) => {
      const option = new Option(name, code);
      option.lang = code;
      return option;
    }));
  }
  choice.value = data.chosen;
  choice.onchange = () => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${data.cookie}=${choice.value}; path=/; max-age=31536000; samesite=lax${secure}`;
    setStateValue("chosen", choice.value);
  };
}
