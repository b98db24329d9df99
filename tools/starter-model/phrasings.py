"""Varies phrasings: picks alternatives, swaps words for others of the same meaning, adds frames, typos and case."""

import random
import re

from material import Material, split_alternatives

BEFORE = ["please", "hi,", "hello,", "hey,", "hey lintel,", "lintel,", "ok,", "so,", "and", "sorry,", "one question:", "quick question:",
          "i have a question:", "tell me,", "can you tell me", "could you tell me", "do you know", "i wonder", "well,", "excuse me,",
          "i'd like to know", "just asking:", "dear guide,", "um", "question:", "now", "also,", "but", "ok so", "i am new here,"]
AFTER = ["please", "thanks", "thank you", "in lintel", "in this app", "here", "in this program", "with lintel", "exactly", "again", "then",
         "quickly", "at all", "actually", "for me", "now", "in the window", "?!", "??", "...", "pls", "today", "if possible", "in general", "in short"]
STOP_WORDS = {"a", "an", "the", "my", "do", "i", "to", "is", "it", "of", "does", "can", "in", "for", "this", "are"}
SHORT = {"you": "u", "please": "pls", "are": "r", "thanks": "thx", "because": "bc", "what is": "whats", "i am": "im", "do not": "dont", "cannot": "cant",
         "how do i": "how", "for": "4", "and": "&", "with": "w/", "to": "2", "information": "info", "configuration": "config", "application": "app"}
BESIDE = {"a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl", "l": "k",
          "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
          "y": "tu", "z": "x"}
CONSONANTS, VOWELS = "bcdfghklmnprstvwz", "aeiou"


def expand(pattern: str, macros: dict[str, list[str]], chance: random.Random) -> str:
    """One text that the pattern stands for: (a|b) is a choice, @name a word of that list."""
    while True:
        inner = re.search(r"\(([^()]*)\)", pattern)
        if inner is None:
            break
        pattern = pattern[: inner.start()] + chance.choice(inner[1].split("|")) + pattern[inner.end() :]
    pattern = re.sub(r"@(\w+)", lambda match: _from_list(match[1], macros, chance), pattern)
    return re.sub(r"\s+", " ", pattern).strip()


def _from_list(name: str, macros: dict[str, list[str]], chance: random.Random) -> str:
    plural = name not in macros and name.endswith("s")
    word = chance.choice(macros[name[:-1] if plural else name])
    if name == "thing" and chance.random() < 0.12:
        word = "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(chance.randint(2, 4)))
    return word + "s" if plural else word


class Varier:
    """Draws prompts as people type them."""

    def __init__(self, material: Material, chance: random.Random) -> None:
        self.material, self.chance = material, chance
        words = sorted(material.synonyms, key=len, reverse=True)
        self.synonym = re.compile(r"\b(" + "|".join(map(re.escape, words)) + r")\b")

    def draw(self, patterns: list[str], rough: float = 1.0) -> str:
        """@param rough how much it is varied beyond its alternatives, 0 to 1"""
        return self.vary(expand(self.chance.choice(patterns), self.material.macros, self.chance), rough)

    def vary(self, text: str, rough: float = 1.0) -> str:
        """@param rough how likely it is varied beyond its letter case, 0 to 1"""
        chance = self.chance
        if chance.random() > rough:
            return self._case(text)
        if chance.random() < 0.35:
            text = self.synonym.sub(lambda match: chance.choice(self.material.synonyms[match[0]]) if chance.random() < 0.5 else match[0], text)
        if chance.random() < 0.18:
            text = f"{chance.choice(BEFORE)} {text}"
        if chance.random() < 0.18:
            text = f"{text.rstrip('?')} {chance.choice(AFTER)}"
        if chance.random() < 0.12:
            text = self._drop(text)
        if chance.random() < 0.12:
            text = self._forget(text)
        if chance.random() < 0.06:
            for long, short in SHORT.items():
                text = re.sub(rf"\b{re.escape(long)}\b", short, text)
        if chance.random() < 0.16:
            for _ in range(1 + (chance.random() < 0.3)):
                text = self._typo(text)
        return self._case(text)

    def _drop(self, text: str) -> str:
        words = text.split()
        kept = [word for word in words if word not in STOP_WORDS or self.chance.random() < 0.4]
        return " ".join(kept if kept else words)

    def _forget(self, text: str) -> str:
        words = text.split()
        return " ".join(word for word in words if self.chance.random() > 0.15) if len(words) > 4 else text

    def _typo(self, text: str) -> str:
        places = [index for index, character in enumerate(text) if character.isalpha()]
        if len(places) < 4:
            return text
        at, kind = self.chance.choice(places), self.chance.randrange(5)
        if kind == 0:
            return text[:at] + text[at + 1 :]
        if kind == 1:
            return text[:at] + text[at] + text[at:]
        if kind == 2 and at + 1 < len(text):
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if kind == 3:
            return text[:at] + self.chance.choice(BESIDE.get(text[at].lower(), "e")) + text[at + 1 :]
        return text[:at] + self.chance.choice("abcdefghijklmnopqrstuvwxyz") + text[at:]

    def _case(self, text: str) -> str:
        chance, how = self.chance, self.chance.random()
        if how < 0.5:
            text = re.sub(r"\bi\b", "I", text[:1].upper() + text[1:])
            text = re.sub(r"\b(lintel|openai|anthropic|claude|ollama|gemini|english|german|cel|pdf|gguf|json|yaml)\b", _proper, text)
        elif how < 0.53:
            text = text.upper()
        elif how < 0.56:
            text = text.title()
        elif how < 0.8:
            text = text.lower()
        if text[-1:].isalnum() and chance.random() < 0.5:
            text += "?" if chance.random() < 0.75 else chance.choice([".", "!", "??", " ?"])
        return text


PROPER = {"openai": "OpenAI", "cel": "CEL", "pdf": "PDF", "gguf": "GGUF", "json": "JSON", "yaml": "YAML"}


def _proper(match: re.Match) -> str:
    return PROPER.get(match[0], match[0].capitalize())
