// Runs in every page before Streamlit does, and follows on the socket which drawings were asked for and which
// were made: a page rests when every question has its answer, and the answer is drawn. `window.drawings.rest()`
// tells so; `window.drawings.wanted` counts those that a person's acts asked for, and not a clock.
(() => {
  const TEXT = new TextDecoder();
  const asked = new Set(); // fragments, '' for the whole page
  let under = false, made = 0, wanted = 0, questions = 0, since = 0;
  const seen = new WeakSet();

  // The fields of a protobuf message as [number, value]: a value is a number, or the bytes of what is inside.
  function* fields(bytes) {
    let at = 0;
    const number = () => {
      let found = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = bytes[at++];
        found += (byte & 127) * shift;
        if (byte < 128) return found;
      }
    };
    while (at < bytes.length) {
      const tag = number();
      const kind = tag & 7;
      if (kind === 0) yield [tag >> 3, number()];
      else if (kind === 2) {
        const size = number();
        yield [tag >> 3, bytes.subarray(at, (at += size))];
      } else at += kind === 1 ? 8 : 4;
    }
  }
  const inside = (bytes, wanted) => [...fields(bytes)].filter(([n]) => n === wanted).map(([, value]) => value);

  const RERUN = 11, FRAGMENT = 5, BY_CLOCK = 6; // of what the browser sends
  const sent = (bytes) => {
    since = 0;
    for (const rerun of inside(bytes, RERUN)) {
      asked.add(TEXT.decode(inside(rerun, FRAGMENT).at(-1) ?? new Uint8Array()));
      wanted += inside(rerun, BY_CLOCK).at(-1) ? 0 : 1;
    }
  };
  const META = 2, RUN = 6, FRAGMENTS = 2, BEGUN = 4, FINISHED = 6, FOR_ANOTHER = 2; // of what it is sent
  const came = (bytes) => {
    since = 0;
    let begun = false, finished = null, drawn = [];
    for (const [n, value] of fields(bytes)) {
      if (n === BEGUN) begun = true;
      if (n === FINISHED) finished = value;
      if (n === META) drawn = inside(value, RUN).flatMap((run) => inside(run, FRAGMENTS)).map((id) => TEXT.decode(id));
    }
    if (begun) {
      under = true;
      if (!drawn.length) asked.clear(); // the whole page, with everything that was asked of a part of it
      for (const each of drawn) asked.delete(each);
    }
    if (finished !== null) {
      made++;
      under = finished === FOR_ANOTHER;
    }
  };

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (this.url.includes("/_stcore/stream")) {
      if (!seen.has(this)) {
        seen.add(this);
        asked.clear();
        under = false;
        this.addEventListener("message", (event) => event.data instanceof ArrayBuffer && came(new Uint8Array(event.data)));
      }
      if (typeof data !== "string") sent(new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength));
    }
    return send.call(this, data);
  };

  const ask = window.fetch; // the mapper's own questions
  window.fetch = (...about) => {
    questions++;
    since = 0;
    return ask(...about).finally(() => questions--);
  };

  const moves = (each) => each.playState === "running" && each.effect?.getTiming().iterations !== Infinity;
  const quiet = () =>
    made > 0 && !under && !asked.size && !questions &&
    document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]") !== null &&
    document.querySelector("[data-stale=true], [data-testid=stSkeleton]") === null &&
    !document.getAnimations().some(moves);
  window.drawings = {
    get wanted() { return wanted; },
    // what came is drawn a moment later: it has to rest for some frames
    rest() {
      if (!quiet()) since = 0;
      else since ||= performance.now();
      return since > 0 && performance.now() - since > 80;
    },
  };
})();
