// Cards of pieces, fetched when the first one is needed: the first page needs none.

import { api } from "../api.js";
import { h, unseen } from "../dom.js";
import { worded } from "../language.js";

/** The module of the cards. */
export const cards = () => import("./card.js");

/** A card that fetches its piece when it is about to be seen. */
export function laterCard(code, { say }) {
  const place = h("div", { class: "later waiting" }, unseen(worded("Piece {code}", { code })));
  const watch = new IntersectionObserver(
    async (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      try {
        const [piece, { pieceCard }] = await Promise.all([api.piece(code), cards()]);
        place.replaceWith(pieceCard(piece, { sounds: true, say }).view);
      } catch (error) {
        place.replaceWith(h("p", { class: "soft small gone" }, error.status === 404 ? worded("Piece {code} is gone.", { code }) : error.message));
      }
    },
    { rootMargin: "600px" },
  );
  watch.observe(place);
  return place;
}

