"""From staging to the site: laws over any two trees, other people's files, recovery."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safe_publish import Problem, publish, swap

names = st.sampled_from(["index.html", "a.html", "sub/a.html", "sub/deep/b.css", "needs.json"])
trees = st.dictionaries(names, st.sampled_from(["", "one", "two", "long " * 50]), max_size=5)
foreign_trees = st.dictionaries(
    st.sampled_from(["CNAME", "sub/notes.txt", ".git/HEAD"]), st.just("theirs"), max_size=3
)


def fill(folder, tree):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lay(folder, tree)


def lay(folder, tree):
    for name, text in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".safe_publish"
    }


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def inodes(folder):
    return {path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


@settings(deadline=None, max_examples=60)
@given(old=trees, new=trees, foreign=foreign_trees)
def test_the_site_becomes_what_is_staged_and_keeps_what_is_theirs(site_of, old, new, foreign):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        staging, site, cache = root / "staging", root / "html", root / "cache.json"
        fill(staging, old)
        assert set(publish(staging, site, cache)) == old.keys()
        lay(site, foreign)
        before = site_of(site)

        fill(staging, new)
        changed = publish(staging, site, cache)

        assert contents(site) == {**foreign, **new}
        assert set(changed) == {
            name for name in old.keys() | new.keys() if old.get(name) != new.get(name)
        }
        kept = [name for name in (*new, *foreign) if name not in changed]
        after = site_of(site)
        assert [after[name] for name in kept] == [before[name] for name in kept]
        assert not inodes(staging) & inodes(site)
        assert names_in(root) == ["cache.json", "html", "staging"]

        for forget_cache in (False, True):
            if forget_cache:
                cache.unlink()
            assert publish(staging, site, cache) == ()
            assert site_of(site) == after


@pytest.fixture
def folders(tmp_path):
    """Staging with one page, a published site, the cache."""
    staging, site, cache = tmp_path / "staging", tmp_path / "html", tmp_path / "cache.json"
    fill(staging, {"index.html": "one"})
    publish(staging, site, cache)
    return staging, site, cache


def test_writing_into_staging_in_place_does_not_reach_the_site(folders):
    staging, site, cache = folders
    with (staging / "index.html").open("w") as file:
        file.write("ha")
        file.flush()
        assert contents(site) == {"index.html": "one"}
    assert publish(staging, site, cache) == ("index.html",)


def test_a_damaged_site_is_repaired(folders):
    staging, site, cache = folders
    (site / "index.html").unlink()
    assert publish(staging, site, cache) == ("index.html",)
    (site / "index.html").write_text("defaced")
    assert publish(staging, site, cache) == ("index.html",)
    assert contents(site) == {"index.html": "one"}


def test_their_file_of_the_same_name_is_not_overwritten(folders):
    staging, site, cache = folders
    lay(site, {"robots.txt": "theirs"})
    lay(staging, {"robots.txt": "ours"})
    with pytest.raises(Problem, match=r"robots\.txt"):
        publish(staging, site, cache)
    assert contents(site) == {"index.html": "one", "robots.txt": "theirs"}
    lay(site, {"robots.txt": "ours"})
    assert publish(staging, site, cache) == ()
    (staging / "robots.txt").unlink()  # once the same, it is ours
    assert publish(staging, site, cache) == ("robots.txt",)


def test_a_file_in_the_way_of_a_folder_stops_it(folders, tmp_path):
    staging, site, cache = folders
    lay(site, {"id": "theirs"})
    lay(staging, {"id/A-1.html": "ours"})
    with pytest.raises(Problem, match="書き出せません"):
        publish(staging, site, cache)
    assert contents(site) == {"index.html": "one", "id": "theirs"}
    assert names_in(tmp_path) == ["cache.json", "html", "staging"]


def test_a_link_to_the_site_stays_a_link(folders, tmp_path):
    staging, site, cache = folders
    link = tmp_path / "public"
    link.symlink_to(site, target_is_directory=True)
    lay(staging, {"index.html": "two"})
    publish(staging, link, cache)
    assert link.is_symlink()
    assert contents(site) == {"index.html": "two"}


def test_two_renames_do_where_names_cannot_be_exchanged(folders):
    _, site, _ = folders
    fill(swap.next_of(site), {"index.html": "two"})
    swap.two_renames(site)
    swap.recover(site)
    assert contents(site) == {"index.html": "two"}
    assert not swap.old_of(site).exists()


def test_two_renames_go_back_when_the_second_is_refused(folders):
    _, site, _ = folders
    with pytest.raises(FileNotFoundError):
        swap.two_renames(site)  # there is no next site to step in
    assert contents(site) == {"index.html": "one"}


def test_a_kill_between_two_renames_is_made_good(project):
    project.build()
    before = project.snapshot()
    project.site.rename(swap.old_of(project.site))
    project.add("docs/a.md", "\n:::{nope} x\n:::\n")
    assert project.build().findings  # even by a build that publishes nothing
    assert project.snapshot() == before
