"""Reads the training material: facts, topics with their phrasings, off-topic prompts, follow-ups."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "material"


@dataclass
class Topic:
    name: str
    answer: str = ""
    phrasings: list[str] = field(default_factory=list)
    """Patterns that are frames around words that point to the topic."""
    framed: list[str] = field(default_factory=list)
    """What people typed, as it is: no pattern."""
    said: list[str] = field(default_factory=list)
    """By kind of follow-up, the topic that answers it."""
    follow_ups: dict[str, str] = field(default_factory=dict)


@dataclass
class Material:
    topics: dict[str, Topic]
    refusal: str
    off_topic: list[str]
    off_topic_framed: list[str]
    off_topic_said: list[str]
    follow_ups: dict[str, list[str]]
    systems: list[str]
    """Lists of words and patterns that phrasings name with @."""
    macros: dict[str, list[str]]
    synonyms: dict[str, list[str]]


def digest() -> str:
    """SHA-256 over every file of the material, by name and content; the same as material.ts computes."""
    whole = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*"), key=lambda each: each.relative_to(FOLDER).as_posix()):
        if path.is_file():
            whole.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def load() -> Material:
    facts = json.loads((FOLDER / "facts.json").read_text())
    fill = lambda text: re.sub(r"\{([\w.]+)\}", lambda match: facts[match[1]], text)
    frames = [line[2:] for line in _lines("frames.txt")]
    return Material(
        topics=_topics(fill, frames),
        refusal=fill((FOLDER / "refusal.txt").read_text().strip()),
        off_topic=[line[2:] for name in ("off-topic.txt", "elsewhere.txt") for line in _lines(name)],
        off_topic_framed=[frame.replace("%", "(a|the|my|some|) (@adj|) @thing") for frame in frames],
        off_topic_said=_lines("said/off-topic.txt"),
        follow_ups=_lists("follow-ups.txt", split_alternatives),
        systems=[line for line in _lines("systems.txt")],
        macros=_lists("macros.txt", _words) | _lists("seeds.txt", _words),
        synonyms={
            word: [other for other in group if other != word]
            for group in ([word.strip() for word in line.split(",")] for line in _lines("synonyms.txt"))
            for word in group
        },
    )


def _topics(fill, frames: list[str]) -> dict[str, Topic]:
    keywords = _lists("keywords.txt", str.strip)
    orders = _lines("orders.txt")
    asked, questions, scenarios = (_lists(f"{name}.txt", _words) for name in ("asked", "questions", "scenarios"))
    said = _said()
    topics: dict[str, Topic] = {}
    for path in sorted((FOLDER / "topics").glob("*.txt")):
        for line in path.read_text().splitlines():
            if line.startswith("## "):
                topic = topics.setdefault(line[3:], Topic(line[3:]))
            elif line.startswith("A: "):
                topic.answer = fill(line[3:])
            elif line.startswith("- "):
                topic.phrasings.append(line[2:])
            elif line.startswith("> "):
                kind, target = line[2:].split()
                topic.follow_ups[kind] = target
        for topic in topics.values():
            # Nobody asks about a greeting: its words stand alone.
            around = frames[:1] if path.stem == "small-talk" else frames
            if topic.framed:
                continue
            topic.phrasings += [line.split(": ", 1)[1] for line in orders if line.startswith(f"{topic.name}: ")]
            topic.phrasings += asked[topic.name] + questions[topic.name] + scenarios[topic.name]
            topic.said = said[topic.name]
            topic.framed = [frame.replace("%", f"({keywords[topic.name]})") for frame in around]
    return topics


def _said() -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for path in sorted((FOLDER / "said").glob("*.txt")):
        for line in path.read_text().splitlines():
            if line.startswith("## "):
                lines = said.setdefault(line[3:].strip(), [])
            elif line and path.stem != "off-topic":
                lines.append(line)
    return said


def _lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text().splitlines() if line and not line.startswith("#")]


def _lists(name: str, parts) -> dict[str, list[str]]:
    return {key.strip(): parts(values) for key, values in (line.split("=", 1) for line in _lines(name))}


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split("|")]


def split_alternatives(text: str) -> list[str]:
    """Parts between the | that stand in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]
