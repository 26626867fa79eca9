"""The stylesheet of the house is one file, under a name that follows what is in it."""

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from portal.base.storage import HouseStorage


def collect(files: dict[str, str], root) -> HouseStorage:
    """Collect static files as `collectstatic` does and return the storage they lie in."""
    source = InMemoryStorage()
    storage = HouseStorage(location=root, base_url="/static/")
    for name, text in files.items():
        source.save(name, ContentFile(text.encode()))
        storage.save(name, ContentFile(text.encode()))
    outcomes = list(storage.post_process({name: (source, name) for name in files}))
    assert [outcome for *_rest, outcome in outcomes if isinstance(outcome, Exception)] == []
    return storage


def read(storage: HouseStorage, name: str) -> str:
    return storage.open(storage.stored_name(name)).read().decode()


def test_an_import_becomes_a_layer_of_the_same_file(tmp_path):
    storage = collect(
        {
            "css/house.css": '@layer base;\n@import url("base.css") layer(base);\n',
            "css/base.css": "/* why */\nbody { margin: 0; }\n",
        },
        tmp_path,
    )

    assert read(storage, "css/house.css") == (
        "@layer base;\n@layer base {\nbody { margin: 0; }\n}\n"
    )


def test_addresses_in_an_imported_file_still_lead_to_their_picture(tmp_path):
    storage = collect(
        {
            "css/house.css": '@import url("components/card.css") layer(components);\n',
            "css/components/card.css": '.card { mask: url("../../img/key.svg"); }\n',
            "img/key.svg": "<svg/>",
        },
        tmp_path,
    )

    picture = storage.stored_name("img/key.svg").removeprefix("img/")
    assert read(storage, "css/house.css") == (
        f'@layer components {{\n.card {{ mask: url("../img/{picture}"); }}\n}}\n'
    )


def test_a_changed_component_gives_the_stylesheet_another_name(tmp_path):
    def named(colour: str) -> str:
        storage = collect(
            {
                "house.css": '@import url("card.css") layer(components);\n',
                "card.css": f".card {{ color: {colour}; }}\n",
            },
            tmp_path / colour,
        )
        return storage.stored_name("house.css")

    assert named("red") != named("blue")


def test_the_stylesheet_of_the_house_is_one_small_file(tmp_path):
    """12 KB on the way, all components together: what a phone fetches once."""
    folder = "portal/css/"
    files = {}
    for name, storage in (
        (name, storage)
        for finder in finders.get_finders()
        for name, storage in finder.list(["*.js", "*.png"])
        if name.startswith(("portal/css/", "portal/img/lattice/"))
        and not name.endswith("leaflet.css")
    ):
        with storage.open(name) as file:
            files[name] = file.read().decode()
    storage = collect(files, tmp_path)

    assert "@import" not in read(storage, f"{folder}house.css")
    packed = storage.open(storage.stored_name(f"{folder}house.css") + ".gz")
    assert packed.size < 13_000
