"""1,250 x 250 sparse cells: the matrix stays under 150 MB and 3 s, table and list together."""

import subprocess
import sys

MEASURE = """
import resource, sys, time, types
from docutils import nodes
from plantrace.model.graph import Graph, Item
from plantrace.model.metamodel import from_mapping
from plantrace.views.face import Page
from plantrace.views.matrix import matrix, render

metamodel = from_mapping({
    "needs": {"types": {"a": {"title": "A"}, "b": {"title": "B"}}, "links": {"up": {}, "next": {}}},
    "plantrace": {"hierarchy": "up", "succession": "next", "labels": {"a": "A{n}", "b": "B{n}"}},
})
items = {f"B-{n}": Item(f"B-{n}", "b", f"the title of B {n}", {}, {}) for n in range(250)}
for n in range(1250):
    to = tuple(f"B-{(n * 7 + k * 31) % 240}" for k in range(4))
    items[f"A-{n}"] = Item(f"A-{n}", "a", f"the title of A {n}", {}, {"next": to})
graph = Graph(metamodel, items)
graph.links("next")
builder = types.SimpleNamespace(format=sys.argv[1], get_relative_uri=lambda a, b: "items.html")
page = Page(types.SimpleNamespace(builder=builder), "page", graph, "matrix-1")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
shown = render(matrix(graph, {"rows": "a", "columns": "b"}), page)
seconds = time.perf_counter() - start
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
text = shown[0].astext() if sys.argv[1] == "html" else ""
print(seconds, (after - before) / 1024, text.count("<td"), text.count('class="plan-count"'))
"""


def test_a_large_sparse_matrix_is_lean():
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, "html"], capture_output=True, text=True, check=True
    )
    seconds, megabytes, cells, counts = map(float, run.stdout.split())
    assert (cells, counts) == (1250 * 251 + 251, 5000)
    assert megabytes < 150
    assert seconds < 3
