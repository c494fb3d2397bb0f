"""A small window from which files can be dragged: `drag_source.py X Y FILE...`."""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402


def main() -> None:
    x, y = int(sys.argv[1]), int(sys.argv[2])
    uris = [Path(name).resolve().as_uri() for name in sys.argv[3:]]

    window = Gtk.Window(title="Drag source", decorated=False, type_hint=Gdk.WindowTypeHint.UTILITY)
    window.set_keep_above(True)
    window.set_default_size(90, 60)
    box = Gtk.EventBox()
    box.add(Gtk.Label(label="Drag me"))
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    box.drag_source_add_uri_targets()
    box.connect("drag-data-get", lambda _box, _context, data, _info, _time: data.set_uris(uris))
    window.add(box)
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    window.move(x, y)
    # The test waits for this line.
    print("ready", flush=True)
    Gtk.main()


main()
