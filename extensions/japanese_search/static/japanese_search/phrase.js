/* Japanese search, part 12: a phrase that is nowhere as a whole, taken apart. Pure functions; no DOM.

   The index is the dictionary: a part of the phrase is a word when the documents have it. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { isKatakana, isHiragana, isWord } = JS;

  const LEADING = /^(?:から|まで|より|など|この|その|どの|あの|どんな|どう|いつ|どこ|だれ|なぜ|では|には|とは|[がをにでとはへもやのかね])+/;
  const STOP = new RegExp("^(?:誰|年|前|後|中|[化的性用型等版系内全各向人方者時際間数他上下国都府県市区町村課係]|担当|所管|一緒|場合|教えて|知りたい|について|ください|ですか|ますか" +
    "|何[%件人年回台割円個月日時つ]?|(?:なり|され|でき|あり|い|し)?(?:まし|ました|ません|ます)か?)$");
  const EITHER = /^(?:や|か|または|もしくは|あるいは)$/;
  const TOPIC = /は|って/; // what follows is asked of the words before
  // words that say little of what is sought: チャットツール is チャット, where no ツール is said of it
  const GENERAL = new RegExp("^(?:ツール|システム|サービス|ソフト|ビジネス|事業|制度|対策" +
    "|関連|再掲|効果|状況|内容|概要|現状|予定|詳細)$");

  const ALONE = /^[ぁ-ゖ]?[一-鿿][のをがはに](?![ぁ-ゖ])/;
  // kana that make a noun of one kanji: すり in 手すりの; but not み in 進みました
  const NOUN = /^[ぁ-ゖ]{0,2}?[りきみちしびぎけせめれえげべね](?=[のをにがはでともや]|[^ぁ-ゖ]|$)/;

  /* A phrase -> groups of words that are somewhere: AIやRPAは何に使われた gives AI and RPA, any of
     which will do: {all, isMinor}. Empty when a part of the phrase is nowhere. `byItem`: only what
     an item says counts as a word. `asks`: it is a question; its verb says nothing of what is sought. */
  function apart(index, phrase, byItem, asks) {
    const pieces = [];
    const borders = JS.borders(phrase);
    for (let at = 1; at < phrase.length; at += 1) if (isCompound(phrase, at)) borders.add(at);
    let skipped = "";
    for (let i = 0; i < phrase.length;) {
      const mayBegin = borders.has(i) && !cutsRun(phrase, i) && !/[\p{P}\p{S}]/u.test(phrase[i]);
      const piece = mayBegin ? longestFrom(index, phrase, i, borders, byItem) : null;
      if (piece) {
        pieces.push({ ...piece, before: skipped + piece.lead });
        skipped = piece.trail;
        i = piece.end;
      } else {
        skipped += phrase[i];
        i += 1;
      }
    }
    if (!pieces.length || !isCovered(phrase, pieces)) return [];
    const groups = [];
    let isAsked = false;
    pieces.forEach(({ found, before, isVerb }, i) => {
      isAsked = isAsked || (i > 0 && TOPIC.test(before));
      if (asks && isAsked && isVerb) return;
      if (i && EITHER.test(before)) groups[groups.length - 1].all.push(found);
      else groups.push({ all: [found], isMinor: isAsked || isVerb });
    });
    return groups;
  }

  /* The longest word that begins at phrase[at], without particles around it: {found, from, end,
     lead, trail, isVerb}; null if there is none. */
  function longestFrom(index, phrase, at, borders, byItem) {
    const isKind = [...index.ofKind.keys()].some((kind) => phrase.startsWith(kind, at)); // その他
    const lead = isKind ? "" : (LEADING.exec(phrase.slice(at)) || [""])[0];
    const from = at + lead.length;
    if (/^ない/.test(phrase.slice(from)) && isHiragana(phrase[from - 1] || "")) return null; // 書か|ない窓口
    for (const end of endsFrom(index, phrase, from, borders)) {
      if (cutsRun(phrase, end)) continue;
      const whole = phrase.slice(from, end);
      // but まで belongs to 令和3年度まで, がい to 障がい
      const isWhole = index.members.has(whole) || JS.yearEnds(phrase, from).includes(end);
      const trail = isWhole ? "" : (/[^ぁ-ゖ]([ぁ-ゖ]+)$/.exec(whole) || ["", ""])[1];
      const stem = whole.slice(0, whole.length - trail.length);
      const [noun] = NOUN.exec(trail + phrase.slice(end)) || [];
      // ろし of 雪下ろし makes the noun; け of 職員向け may be left out
      const isNoun = noun && trail.startsWith(noun) && (noun.length > 1 || !isWorthFinding(index, stem));
      const word = isWhole ? whole : isNoun ? stem + noun : stem;
      if (!isWorthFinding(index, word) && !isShortNoun(phrase, from, end)) continue;
      if (index.alone.has(word) && JS.isPart(phrase, from, from + word.length)) continue;
      if (countsWhat(phrase, from, end)) continue;
      // オン is in オンライン, but 全オン does not mean that
      if (/^[ァ-ヺー]{1,3}$/.test(word) && !JS.standsAlone(index, word) && !index.members.has(word)) continue;
      const found = JS.find(index, word);
      const isSaid = !byItem || JS.isByItem(index, found.scores);
      const isVerb = isInflected(phrase, from + word.length);
      if (found.how === "as written" && isSaid) return { found, from, end, lead, trail, isVerb };
    }
    return null;
  }

  /* Whether phrase[from, end) is a number, and what it counts goes on: 31 in 31手続. */
  const countsWhat = (phrase, from, end) => /^\d[\d.]*[万億]?$/.test(phrase.slice(from, end)) &&
    /[一-鿿]/.test(phrase[end] || "") && !JS.yearEnds(phrase, from).includes(end);

  /* Whether phrase[end] goes on a verb: 広がっ of 広がった. */
  const isInflected = (phrase, end) => isHiragana(phrase[end - 1]) &&
    /^(?:[るただ]|て|ない|ま[すしせ])/.test(phrase.slice(end));

  /* Where a word that begins at phrase[from] may end, the farthest first: what the documents say,
     and what they say in another spelling. */
  function endsFrom(index, phrase, from, borders) {
    const ends = JS.yearEnds(phrase, from);
    const compound = JS.compoundEnd(index, phrase, from);
    if (compound) ends.push(compound);
    const share = /^[\d.]+%/.exec(phrase.slice(from));
    if (share) ends.push(from + share[0].length);
    const members = [index.begins, index.kanji].flatMap((table) =>
      (table.get(phrase[from]) || []).map(([member]) => member));
    for (const member of [...members, ...index.ofKind.keys()]) {
      if (phrase.startsWith(member, from)) ends.push(from + member.length);
    }
    for (let end = from + 1; end <= phrase.length; end += 1) {
      if (!borders.has(end)) continue;
      if (!index.plain.text.includes(phrase.slice(from, end))) break;
      ends.push(end);
    }
    return [...new Set(ends)].sort((a, b) => b - a);
  }

  const isContent = (c) => !isHiragana(c) && !/[\s\p{P}\p{S}]/u.test(c);
  const isNamed = (index, word) => index.titles.some(([, text]) => text.includes(word));
  // not a single letter, not the kana at the end of a word, not such as ようになる
  const isWorthFinding = (index, word) => index.said.has(word) || index.ofKind.has(word) ||
    (word.length > (isHiragana(word[0] || "") ? 3 : 1) &&
    !STOP.test(word) && ([...word].some(isContent) || isNamed(index, word)));

  /* Whether a kanji stands by itself before a particle: 橋の修繕. */
  const isShortNoun = (phrase, from, end) => end - from === 1 && /[一-鿿]/.test(phrase[from]) &&
    !STOP.test(phrase[from]) && ALONE.test(phrase.slice(from - 1 < 0 ? 0 : from - 1, end + 2));

  /* Whether katakana before text[at] or after it is a general word: チャット|ツール. */
  function isCompound(text, at) {
    const [before] = /[ァ-ヺー]*$/.exec(text.slice(0, at));
    const [after] = /^[ァ-ヺー]*/.exec(text.slice(at));
    return GENERAL.test(before) || GENERAL.test(after);
  }

  /* Whether a cut before text[at] would go through a Latin word, a number, a year or katakana. */
  function cutsRun(text, at) {
    const [a, b] = [text[at - 1] || "", text[at] || ""];
    if (isKatakana(a) && isKatakana(b) && !isCompound(text, at)) return true;
    if (JS.insideYear(text, at)) return true;
    return isWord(a) && (isWord(b) || b === "%");
  }

  // what is left of a phrase and makes another thing of the rest: ふれあいネット, 一人住まい, 保護者
  const BEGINS = /^(?!(?:から|まで|より|など|この|その|どの|あの|どう|いつ|どこ|だれ|なぜ|もう|まだ|よく|すぐ|いま|もっと|とても))[ぁ-ゖ]{2,}(?=・+$)/;
  const ENDS = /[一-鿿][まわらかがさざたえ]い$/;
  const WHOM = /・[者人方員]/;
  const NOT = /[一-鿿][ぁ-ゖ]{1,2}ない・/; // 書かない窓口 is no 窓口

  const isVerb = (kana) => isHiragana(kana[0] || "") && !NOUN.test(kana) && !/^[のをがは](?![ぁ-ゖ])/.test(kana);
  const ENDING = /^[一-鿿][ぁ-ゖ]+$/; // 合わせ of 食い合わせ
  const STEM = /^(?:何[件人年回台割円個月日時]?)?[一-鿿]$/;

  /* Whether all that carries meaning is in the pieces. What is left over may be kana, words such as
     何, general words, and a verb's stem of one letter (使われた; but not 手すり). */
  function isCovered(phrase, pieces) {
    const rest = phrase.split("");
    for (const { from, found } of pieces) rest.fill("・", from, from + found.word.length);
    const left = rest.join("");
    if ([BEGINS, ENDS, WHOM, NOT].some((one) => one.test(left))) return false;
    if (/[一-鿿]/.test(left) && pieces.every(({ found }) => ENDING.test(found.word))) return false;
    return [...left.matchAll(/[^ぁ-ゖ\s\p{P}\p{S}]+/gu)].every(({ 0: one, index: at }) =>
      (STOP.test(one) && !/\d/.test(phrase[at - 1] || "")) || // 10人 is not 10
      GENERAL.test(one) || (STEM.test(one) && isVerb(phrase.slice(at + one.length))));
  }

  /* A phrase -> its parts, each found by itself; null if there is none. */
  function partsOf(index, phrase, byItem, asks) {
    const groups = apart(index, phrase, byItem, asks);
    return groups.length ? groups.map(({ all, isMinor }) => {
      const part = anyOf(all);
      return { ...part, isMinor: isMinor || part.words.every((word) => GENERAL.test(word)) };
    }) : null;
  }

  /* Answers of `find`, any of which will do -> one part of a query: {words, scores, needles, ...}. */
  function anyOf(all) {
    const words = all.map((one) => one.word);
    if (all.length === 1) return { ...all[0], words };
    const scores = new Map();
    for (const one of all) {
      for (const [r, score] of one.scores) scores.set(r, (scores.get(r) || 0) + score);
    }
    return { words, scores, needles: all.flatMap((one) => one.needles) };
  }

  Object.assign(JS, { partsOf, anyOf });
})();
