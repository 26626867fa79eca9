"""Staff see what readers looked for in vain, and where to add the missing word."""

from bs4 import BeautifulSoup

from portal.models import MissedSearch
from portal.search.actions import note_missed


def test_the_first_page_of_the_desk_names_what_was_looked_for_in_vain(desk):
    for words in ("submarine", "dog racing", "Submarine", "ada@example.org"):
        note_missed(words)

    board = BeautifulSoup(desk.get("/desk/").content, "html.parser")

    panel = board.select_one("[aria-labelledby=missed]")
    said = [" ".join(item.get_text().split()) for item in panel.select("li")]
    assert said == ["submarine (2)", "dog racing (1)"]
    for link in panel.select("a"):
        assert desk.get(link["href"]).status_code == 200


def test_the_whole_list_is_there_for_staff_and_tells_of_nobody(desk, at):
    note_missed("submarine")

    page = desk.get(at(MissedSearch, "list"))

    assert "submarine" in page.text
    fields = {field.name for field in MissedSearch._meta.get_fields()}
    assert fields == {"id", "day", "words", "number"}
