"""The lexicon: the form of its file, its errors, and what counts as a hit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import SettingError
from catalogue.taxonomy import Topic, topics
from pipelines.lexicon import Lexicon, words_of
from pipelines.lexicon_file import read_lexicon
from pipelines.topics import shipped

SEA = Topic(slug="sea", label="Sea", definition="Boats.", group="public-policy")
SKY = Topic(slug="sky", label="Sky", definition="Kites.", group="public-policy")


def lexicon(block: str) -> Lexicon:
    return read_lexicon(f"[sea]\n{block}", "t.toml", [SEA])


def found(block: str, text: str) -> list[str]:
    return [hit.phrase.text for hit in lexicon(block).hits(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("sail", "We sail at dawn", True),
        ("sail", "We SAIL at dawn", True),
        ("sail", "sailing", False),
        ("sail*", "sailing", True),
        ("sail* boat*", "our sailing boats", True),
        ("sail* boat*", "our sailing old boats", False),
        ("lighthouse keeper", "the lighthouse-keeper's cat", True),
        ("deep-sea", "deep sea", True),
        ("captain's table", "At the captain’s table", True),
        ("rope & tackle", "rope and tackle", True),
        ("rope and tackle", "rope & tackle", True),
        ("rope tackle", "a rope. Tackle it", False),
        ("rope tackle", "a rope: tackle", False),
        ("rope tackle", "a rope\ntackle", False),
        ("=SEA", "SEA levels", True),
        ("=SEA", "sea levels", False),
        ("crew+", "the crew+ club", True),
    ],
)
def test_a_phrase_hits_whole_words_of_one_sentence(phrase: str, text: str, hits: bool) -> None:
    assert found(f'3 = ["{phrase}"]', text) == ([phrase] if hits else [])


def test_a_hit_inside_a_not_phrase_does_not_count() -> None:
    block = '3 = ["harbour"]\nnot = ["safe harbour rule*"]'
    assert found(block, "The safe harbour rules explained") == []
    assert found(block, "The safe harbour rules of Port Harbour") == ["harbour"]


def test_a_word_speaks_once_in_its_strongest_then_longest_phrase() -> None:
    block = '3 = ["tide", "spring tide"]\n2 = ["spring tide tables"]'
    assert found(block, "spring tide tables") == ["spring tide"]


def test_a_sign_stands_in_the_block_of_its_group() -> None:
    text = '[public-policy]\nsigns = ["minist*"]\n[sea]\n3 = ["tide"]\nrequires = "public-policy"'
    parsed = read_lexicon(text, "t.toml", [SEA])
    assert parsed.requires == {"sea": "public-policy"}
    assert [hit.phrase.slug for hit in parsed.hits("The minister")] == ["public-policy"]


def test_which_phrases_are_signs_of_their_group() -> None:
    text = '[sea]\n3 = ["tide", "high tide"]\n2 = ["salt"]\nrequires = "public-policy"\n'
    parsed = read_lexicon(text + '[sky]\n3 = ["kite"]', "t.toml", [SEA, SKY])
    signs = {phrase.text: phrase.sign for phrase in parsed.phrases}
    assert signs == {
        "tide": "",
        "high tide": "public-policy",
        "salt": "",
        "kite": "public-policy",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sea", "not TOML"),
        ('[sea]\n3 = ["tide"]\nkin = "sky"', "`kin` takes a list of topics"),
        ('[sea]\n3 = ["tide"]\nkin = ["sea"]', "`kin` names no other topic"),
        ('[sea]\n3 = ["tide"]\nkin = ["moon"]', "`kin` names no other topic"),
        ('[sea]\n3 = ["tide"]\nkin = [[]]', "`kin` names no other topic"),
        ('[sea]\n3 = ["a boat"]\n3 = ["a ship"]', "not TOML"),
        ('[moon]\n3 = ["crater"]', "moon"),
        ("sea = 3", "block of phrases"),
        ('[sea]\n3 = "boat"', "takes a list"),
        ("[sea]\n3 = [3]", "must be a string"),
        ('[sea]\n4 = ["boat"]', "unknown key"),
        ('[sea]\nsigns = ["boat"]', "unknown key"),
        ('[public-policy]\n3 = ["boat"]', "unknown key"),
        ('[sea]\n3 = ["bo*at"]', "bo*at"),
        ('[sea]\n3 = [""]', "a phrase is words"),
        ('[sea]\n3 = ["fish; chips"]', "fish; chips"),
        ('[sea]\n3 = ["bo*"]', "needs 3 letters"),
        ('[sea]\n3 = ["tide"]\n1 = ["Tide"]', "Tide"),
        ('[sea]\n3 = ["ebb tide"]\nnot = ["ebb-tide"]', "ebb-tide"),
        ('[sea]\n3 = ["tide"]\nrequires = "moon"', "moon"),
        ('[sea]\n2 = ["tide"]', "no phrase of weight 3"),
        ("", "no phrase of weight 3"),
    ],
)
def test_an_error_names_file_topic_and_phrase(text: str, said: str) -> None:
    with pytest.raises(SettingError, match=r"t\.toml") as error:
        read_lexicon(text, "t.toml", [SEA])
    assert said in str(error.value)


def test_a_topic_without_a_block_is_an_error_that_names_it() -> None:
    with pytest.raises(SettingError, match="sky"):
        read_lexicon('[sea]\n3 = ["tide"]', "t.toml", [SEA, SKY])


def test_the_shipped_lexicon_serves_every_topic_in_alphabetical_order() -> None:
    slugs = list(dict.fromkeys(phrase.slug for phrase in shipped().phrases))
    assert slugs == sorted(slugs)
    assert set(slugs) >= {topic.slug for topic in topics()}


def test_no_phrase_is_swallowed_by_its_own_not_phrases() -> None:
    lexicon = shipped()
    barred = {(p.slug, p.words) for p in lexicon.phrases if p.excludes}
    assert not [p.text for p in lexicon.phrases if not p.excludes and (p.slug, p.words) in barred]


@settings(deadline=None)  # the first call reads the word lists
@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    for hit in shipped().hits(text):
        assert 0 <= hit.start < hit.end <= len(words_of(text))


def test_kin_holds_both_ways_and_is_not_apart() -> None:
    text = '[sea]\n3 = ["tide"]\nkin = ["sky"]\n[sky]\n3 = ["kite"]'
    ties = read_lexicon(text, "t.toml", [SEA, SKY]).ties
    assert ties.is_kin("sea", "sky")
    assert ties.is_kin("sky", "sea")
    assert not ties.is_apart("sky", "sea")
    assert not ties.is_kin("sea", "sea")
