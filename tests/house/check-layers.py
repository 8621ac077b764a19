#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""No layer reaches up: reads the #include lines and each layer's meson.build."""
import re

import house

# Whom a layer may include besides itself.  Changing the architecture is a change here.
MODEL = {"base", "model"}
FRONT_END = MODEL | {"filter", "rules", "store", "compare", "formats", "runner", "submit"}
LAYERS = {
    "base": set(),
    "model": {"base"},
    "filter": MODEL,
    "rules": MODEL,
    "net": MODEL,
    "scan": MODEL | {"rules", "net"},
    "store": MODEL | {"filter"},
    "compare": MODEL,
    "formats": MODEL | {"compare"},
    "runner": MODEL | {"filter", "rules", "scan", "store", "compare", "formats"},
    "submit": MODEL | {"rules"},
    "cli": FRONT_END,
    "app": FRONT_END,
}

# The layers that may use a library, by how its headers' names begin and by the
# dependency's name in meson.build.  What is not named here is free.
USES_GIO = {"net", "scan", "store", "formats", "runner", "submit", "cli", "app"}
LIBRARIES = [
    (r"(gtk|gdk|atk|pango|gdk-pixbuf|cairo)[/.]", "gtk", {"app"}),
    (r"gtksourceview/", "gtksource", {"app"}),
    (r"pcre2", "pcre2", {"rules"}),
    (r"gnutls/", "gnutls", {"net", "store"}),
    (r"sqlite3", "sqlite", {"store"}),
    (r"zstd", "zstd", {"store"}),
    (r"json-glib/", "json_glib", {"formats"}),
    (r"libsoup/", "soup", {"submit"}),
    (r"(sys/socket|sys/epoll|netinet/tcp|netdb|linux/(rt)?netlink)\b", None, {"net"}),
    (r"(gio/|glib-unix|sys/un\.h)", "gio", USES_GIO),
    (r"gio-unix", "gio_unix", USES_GIO),
]

INCLUDE = re.compile(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
DEPENDENCY = re.compile(r"\b([a-z0-9_]+)_dep\b")
OUTSIDE_LAYERS = {"config.h"}


def allowed_layers(layer):
    return LAYERS[layer] | {layer}


def include_fault(layer, included, is_test):
    """What is wrong with including "included" in that layer, or None."""
    if included in OUTSIDE_LAYERS or is_test and "/" not in included:
        return None
    above, _, rest = included.partition("/")
    if above == ".." or not rest:
        return f'"{included}" does not name its layer ("layer/file.h")'
    if above == "lib" and is_test:
        return None
    if above not in LAYERS:
        return f'"{included}" is of no layer'
    if above not in allowed_layers(layer):
        return f'{layer} may not include {above}: "{included}"'
    return None


def header_fault(layer, header):
    for pattern, name, layers in LIBRARIES:
        if re.match(pattern, header) and layer not in layers:
            only = ", ".join(sorted(layers)) or "no layer"
            return f"<{header}> in {layer}: {name or 'sockets'} belongs to {only}"
    return None


def source_faults(tree, path, layer, is_test):
    for number, line in tree.lines(path):
        match = INCLUDE.match(line)
        if match is None:
            continue
        ours, system = match.groups()
        if ours is not None:
            fault = include_fault(layer, ours, is_test)
        else:
            fault = None if is_test else header_fault(layer, system)
        if fault is not None:
            yield f"{path}:{number}: {fault}"


def dependency_fault(layer, name):
    if name in LAYERS and name not in allowed_layers(layer):
        return f"{layer} may not depend on {name}_dep"
    for _, library, layers in LIBRARIES:
        if library == name and layer not in layers:
            return f"{name}_dep in {layer}: it belongs to {', '.join(sorted(layers)) or 'no layer'}"
    return None


def meson_faults(tree, path, layer):
    for number, line in tree.lines(path):
        for name in DEPENDENCY.findall(line.partition("#")[0]):
            fault = dependency_fault(layer, name)
            if fault is not None:
                yield f"{path}:{number}: {fault}"


def check(tree):
    for path in tree.under("src", "tests", ending=(".c", ".h", "/meson.build")):
        top, layer, *rest = path.split("/")
        if not rest:
            continue
        if layer not in LAYERS:
            if top == "src":
                yield f"{path}:1: {layer} is no layer of the design"
        elif path.endswith("/meson.build"):
            yield from meson_faults(tree, path, layer)
        else:
            yield from source_faults(tree, path, layer, is_test=top == "tests")


SPECIMENS = [
    ("what is allowed passes",
     {"src/scan/a.c": '#include "scan/a.h"\n#include <string.h>\n#include "net/b.h"\n',
      "src/app/w.c": '#include "config.h"\n#include <gtk/gtk.h>\n#include "runner/r.h"\n',
      "src/rules/meson.build": "dependencies: [model_dep, pcre2_dep]\n",
      "tests/net/test-a.c": '#include "net/a.h"\n#include "lib/peer.h"\n#include <sys/socket.h>\n'},
     []),
    ("a layer that reaches up",
     {"src/model/a.c": '#include "model/a.h"\n\n#include "store/store.h"\n'},
     ["src/model/a.c:3: model may not include store"]),
    ("a sibling",
     {"src/rules/a.c": '#include "net/stream.h"\n'}, ["src/rules/a.c:1: "]),
    ("the window over the engine",
     {"src/app/a.c": '#include "scan/scan-job.h"\n'}, ["src/app/a.c:1: "]),
    ("GTK below the window",
     {"src/cli/a.c": "#include <gtk/gtk.h>\n"}, ["src/cli/a.c:1: <gtk/gtk.h> in cli"]),
    ("each library in its layer",
     {"src/model/a.c": "#include <pcre2.h>\n#include <gnutls/gnutls.h>\n# include <sqlite3.h>\n"},
     ["src/model/a.c:1: ", "src/model/a.c:2: ", "src/model/a.c:3: "]),
    ("HTTP where one scans", {"src/scan/a.c": "#include <libsoup/soup.h>\n"},
     ["src/scan/a.c:1: <libsoup/soup.h> in scan: soup belongs to submit"]),
    ("a socket in the rules",
     {"src/rules/a.c": "#include <sys/socket.h>\n#include <gio/gio.h>\n"},
     ["src/rules/a.c:1: ", "src/rules/a.c:2: "]),
    ("an include without its layer",
     {"src/base/a.c": '#include "a.h"\n#include "../model/b.h"\n'},
     ["src/base/a.c:1: ", "src/base/a.c:2: "]),
    ("a folder that is no layer",
     {"src/utils/a.c": "\n"}, ["src/utils/a.c:1: "]),
    ("a dependency that reaches up",
     {"src/base/meson.build": "base_lib = 1\ndependencies: [glib_dep, model_dep, gtk_dep]\n"},
     ["src/base/meson.build:2: base may not depend on model_dep",
      "src/base/meson.build:2: gtk_dep in base"]),
    ("a test that links more than its layer",
     {"tests/model/meson.build": "dependencies: runner_dep\n",
      "tests/model/test-a.c": '#include "runner/r.h"\n'},
     ["tests/model/meson.build:1: ", "tests/model/test-a.c:1: "]),
]

if __name__ == "__main__":
    house.run(check, SPECIMENS)
