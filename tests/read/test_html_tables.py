"""Old pages: the story's cell is told from the cells around it."""

from __future__ import annotations

from tests.read.making import read, words_of

from answerable.read.html_blocks import Found
from answerable.read.html_tables import around_the_story

STORY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The warden of the salt works shut the north gate on Monday morning and would not say for how long it would stay so.",
        "Nine families waited until dusk with blankets and medicine; a clerk wrote their names on a sheet and took it inside.",
        "Nobody has seen the sheet since, and the clerk, when asked for it on Tuesday, said that there had never been one at all.",
    )
)
MENU = "<b>Also today</b><br><a href='#1'>Lifeboat station reopens</a><br><a href='#2'>New slipway approved</a>"


def old_page(beside: str, story: str = STORY) -> bytes:
    return (
        "<html><head><title>Gate</title></head><body><table><tr><td colspan=2><b>Orne Bulletin</b> For Orne and the isles</td></tr>"
        f"<tr><td>{beside}</td><td><h2>North gate shut</h2>{story}</td></tr>"
        "<tr><td colspan=2>Orne Bulletin, 4 Ropewalk. Printed weekly.</td></tr></table></body></html>"
    ).encode()


def test_menus_mastheads_and_footers_in_other_cells_are_furniture() -> None:
    reading = read(old_page(MENU))
    body, rest = words_of(reading), words_of(reading, "boilerplate")
    assert any("Nine families" in words for words in body)
    assert not any("Lifeboat" in words or "Ropewalk" in words or "isles" in words for words in body)
    assert any("Lifeboat" in words for words in rest)


def test_a_story_set_in_two_columns_keeps_both() -> None:
    reading = read(old_page(STORY.replace("Nine", "Ten"), STORY))
    assert sum("families waited" in words for words in words_of(reading)) == 2


def test_a_table_of_figures_inside_the_story_is_not_around_it() -> None:
    cell = "/html/body/table[1]/tr[1]/td[2]"
    story = [Found("word " * 30, f"{cell}/p[{n}]", "paragraph", "p") for n in (1, 2, 3)]
    figures = Found("Families turned away", f"{cell}/table[1]/tr[1]/td[1]", "table-cell", "td")
    menu = Found("Also today", "/html/body/table[1]/tr[1]/td[1]", "table-cell", "td")
    assert around_the_story([*story, figures, menu], [True] * 5) == {4}
