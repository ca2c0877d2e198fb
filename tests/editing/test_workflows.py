"""The files that forges and editors read: valid by their schemas, and safe by what they may do."""

import json
import os
import re
import subprocess
import sys
from zipfile import ZipFile

import pytest
import yaml

from plantrace.editing.snippets import text as snippets_text

SCHEMA = "extensions/plantrace/findings/ubproject.schema.json"
GITHUB = ["pull-request", "comment", "site", "release"]


def check(*words):
    command = [sys.executable, "-m", "check_jsonschema", *map(str, words)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def workflows(root):
    def load(name):
        text = (root / f".github/workflows/{name}.yml").read_text("utf-8")
        # YAML 1.1 reads the key `on` as true
        return {
            ("on" if key is True else key): value for key, value in yaml.safe_load(text).items()
        }

    return {name: load(name) for name in GITHUB}


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_the_files_follow_their_schemas(root):
    folder = root / ".github/workflows"
    assert sorted(path.stem for path in folder.iterdir()) == sorted(GITHUB)
    check("--builtin-schema", "vendor.github-workflows", *folder.iterdir())
    check("--builtin-schema", "vendor.dependabot", root / ".github/dependabot.yml")
    transform = ["--data-transform", "gitlab-ci"]
    check("--builtin-schema", "vendor.gitlab-ci", *transform, root / ".gitlab-ci.yml")
    check("--check-metaschema", root / SCHEMA)
    check("--schemafile", root / SCHEMA, root / "ubproject.toml")


def test_every_key_of_the_metamodel_is_described_for_completion(root):
    import tomllib

    schema = json.loads((root / SCHEMA).read_text("utf-8"))
    document = tomllib.loads((root / "ubproject.toml").read_text("utf-8"))

    def undescribed(value, rule, path):
        rule = {**schema["definitions"].get(rule.get("$ref", "").split("/")[-1], {}), **rule}
        if not isinstance(value, dict) or "schema" in path[-1:]:
            return
        for key, each in value.items():
            below = rule.get("properties", {}).get(key, rule.get("additionalProperties"))
            if below is True:
                continue
            if below is None:
                yield ".".join([*path, key])
            else:
                yield from undescribed(each, below, [*path, key])

    assert not list(undescribed(document, schema, []))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('hierarchy = "implements"', 'hierachy = "implements"'),
        ('years = "fiscal_years"', "years = 5"),
        ("[plantrace.findings]", '[plantrace.findings]\ngap = "off?"'),
        ('IP = "R2-R6"', "IP = [2, 6]"),
        ('title = "施策"', "title = 1"),
        ('target_types = ["plan"]', 'target_types = "plan"'),
        ('edit_url = ""', 'edit_ulr = ""'),
        ('[needs.types.plan]\ntitle = "計画"', "[needs.types.plan]"),
    ],
)
def test_a_slip_in_the_metamodel_is_underlined(root, right, wrong):
    import tomllib

    import jsonschema

    schema = json.loads((root / SCHEMA).read_text("utf-8"))
    text = (root / "ubproject.toml").read_text("utf-8")
    jsonschema.validate(tomllib.loads(text), schema)
    assert right in text
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text.replace(right, wrong, 1)), schema)


def test_what_runs_a_proposals_code_may_only_read(workflows):
    proposal = workflows["pull-request"]
    assert proposal["on"] == {"pull_request": None}
    assert proposal["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in proposal["jobs"].values())
    assert "secrets." not in json.dumps(proposal)
    assert "github.token" not in json.dumps(proposal)


def test_what_may_comment_runs_only_the_default_branch(workflows):
    comment = workflows["comment"]
    assert comment["permissions"] == {}
    (job,) = comment["jobs"].values()
    assert job["permissions"] == {
        "contents": "read",
        "actions": "read",
        "pull-requests": "write",
    }
    (checkout,) = [s for s in job["steps"] if s.get("uses", "").startswith("actions/checkout")]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    (script,) = [step["run"] for step in job["steps"] if "run" in step]
    assert script == 'python3 -m plantrace.editing.comment github "$COMMENT"'


@pytest.mark.parametrize("name", GITHUB)
def test_no_expression_in_a_script_and_no_foreign_action(workflows, name):
    for step in steps(workflows[name]):
        assert "${{" not in step.get("run", "")  # would be run by the shell as it stands
        assert re.fullmatch(
            r"actions/[\w-]+@[0-9a-f]{40}", step.get("uses", f"actions/x@{'0' * 40}")
        )
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False
    assert all("timeout-minutes" in job for job in workflows[name]["jobs"].values())


def test_each_action_is_one_commit_everywhere_and_its_version_is_said(root):
    text = "".join(p.read_text("utf-8") for p in (root / ".github/workflows").iterdir())
    pins = {
        tuple(each) for each in re.findall(r"uses: ([\w/-]+)@(\w{40}) # (v\d+\.\d+\.\d+)\n", text)
    }
    assert text.count("uses:") == len(re.findall(r"uses: \S+@\w{40} # v", text))
    assert len({name for name, _, _ in pins}) == len(pins)


def test_the_comment_follows_the_checking_workflow(workflows):
    run = workflows["comment"]["on"]["workflow_run"]
    assert run["workflows"] == [workflows["pull-request"]["name"]]
    uploaded = [
        s["with"] for s in steps(workflows["pull-request"]) if "upload" in s.get("uses", "")
    ]
    assert {"name": "comment", "path": "comment/comment.md", "retention-days": 5} in uploaded


def test_on_gitlab_the_token_is_used_only_where_it_is_safe(root):
    jobs = yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))
    users = {n for n, job in jobs.items() if "PLANTRACE_NOTE_TOKEN" in json.dumps(job)}
    assert users == {"comment"}
    (rule,) = jobs["comment"]["rules"]
    for condition in (
        "$PLANTRACE_NOTE_TOKEN",
        "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID",
    ):
        assert condition in rule["if"].split(" && ")


def packing(root, workflows, forge):
    """The lines of a release's script that put the files together, and the tag's variable."""
    if forge == "github":
        (lines,) = [
            s["run"] for s in steps(workflows["release"]) if "make_archive" in s.get("run", "")
        ]
        return lines, "GITHUB_REF_NAME"
    script = yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))["release"]["script"]
    others = ("-m plantrace", "grep ", "curl ")
    return "\n".join(line for line in script if not any(o in line for o in others)), "CI_COMMIT_TAG"


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_release_has_plain_file_names_and_the_site_alone(root, workflows, tmp_path, forge):
    """GitHub drops letters that are not ASCII from names: 「計画.pdf」 would be default.pdf."""
    script, variable = packing(root, workflows, forge)
    for name in ("html/index.html", "html/.safe_publish", "pdf/計画の総括.pdf"):
        path = tmp_path / "build" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    environment = {**os.environ, variable: "v1.3.0"}
    subprocess.run(["bash", "-ec", script], check=True, cwd=tmp_path, env=environment)
    made = {path.name for path in (tmp_path / "release").iterdir()}
    assert made == {"plan-v1.3.0.pdf", "site-v1.3.0.zip"}
    with ZipFile(tmp_path / "release/site-v1.3.0.zip") as site:
        assert [name for name in site.namelist() if not name.endswith("/")] == ["index.html"]


def words_of(root):
    """Every `plantrace …` that a workflow, task or hook runs, as words."""
    files = [
        *(root / ".github/workflows").iterdir(), root / ".gitlab-ci.yml",
        root / ".vscode/tasks.json", root / ".pre-commit-config.yaml",
    ]  # fmt: skip
    for path in files:
        for line in re.findall(r"-m plantrace ([^\"'\n]*)", path.read_text("utf-8")):
            yield line.split()


def test_every_command_that_they_run_exists(root, ask):
    listed = ask(root, "--help").stdout
    commands = {words[0] for words in words_of(root)}
    assert commands >= {"build", "check", "diff", "live"}
    for command in commands:
        assert re.search(rf"(?m)^ +{command}\b", listed), command


def test_snippets_are_those_of_the_metamodel(root, plan_metamodel):
    written = (root / ".vscode/plantrace.code-snippets").read_text("utf-8")
    assert written == snippets_text(plan_metamodel)


def test_a_filled_snippet_is_a_good_item(real):
    """Each with its stops filled from an item of its type: no finding but where it is."""
    from plantrace.editing.snippets import body
    from plantrace.findings import check_text

    for item_type in real.metamodel.types.values():
        example = real.graph.of_type(item_type.name)[0]
        _, block = real.block(example.id)
        given = {option.name: option.value for option in block.options}
        lines = [block_line(line, given, example.title) for line in body(real.metamodel, item_type)]
        text = "\n".join(line for line in lines if line is not None)
        assert check_text(text, real.metamodel) == [], text
        assert item_type.required <= set(re.findall(r"(?m)^:([\w-]+):", text))


def block_line(line, given, title):
    """A line of a snippet with its stop filled; None for an option that the example has not."""
    if line == "$0":
        return ""
    name = re.match(r":([\w-]+): \$", line)
    if name:
        return f":{name[1]}: {given[name[1]]}" if name[1] in given else None
    return re.sub(r"\$\{1:[^}]*\}", lambda _: title, line)


def test_editor_settings_need_no_network(root):
    settings = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
    assert settings["evenBetterToml.schema.catalogs"] == []
    for path in (root / ".vscode").iterdir():
        text = path.read_text("utf-8")
        assert not re.search(r"https?://(?!json-schema\.org/)", text), path
    assert (root / settings["evenBetterToml.schema.associations"]["ubproject\\.toml$"]).is_file()


def test_the_problem_matcher_reads_what_a_build_prints(root, project, ask):
    tasks = json.loads((root / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    matchers = [each for task in tasks for each in task["problemMatcher"]]
    (pattern,) = {m["pattern"]["regexp"] for m in matchers if m["severity"] == "error"}
    page = project / "docs/step-01.md"
    page.write_text(page.read_text("utf-8").replace("R3\n", "Ｒ３年\n"), "utf-8")
    toml = project / "ubproject.toml"
    toml.write_text(
        toml.read_text("utf-8").replace("[plantrace]\n", "[plantrace]\nzzz = 1\n"), "utf-8"
    )
    for said in (ask(project, "build").stderr, ask(project, "check").stdout):
        found = [match for line in said.splitlines() if (match := re.match(pattern, line))]
        told = {m.group(1, 5) for m in found}
        assert ("docs/step-01.md", "21", "fiscal-year") in {m.group(1, 2, 5) for m in found}
        assert told >= {("docs/step-01.md", "fiscal-year"), ("ubproject.toml", "settings")}
    warned = next(m["pattern"]["regexp"] for m in matchers if m["severity"] == "warning")
    page.write_text(
        page.read_text("utf-8")
        .replace("Ｒ３年\n", "R3\n")
        .replace(":continues-to: NP-I01-1\n", ""),
        "utf-8",
    )
    said = ask(project, "check").stdout
    assert any(re.match(warned, line) for line in said.splitlines())
