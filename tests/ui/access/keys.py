"""Real keys and real pixels on a virtual screen, by the X server's own test extension: no hook of the window's."""

from __future__ import annotations

import ctypes
from typing import Self

Box = tuple[int, int, int, int]  # x, y, width, height

_Z_PIXMAP = 2
_ALL_PLANES = 0xFFFFFFFF
_REVERT_TO_PARENT = 2
KEYS = {"Tab": 0xFF09, "Escape": 0xFF1B, "Return": 0xFF0D, "space": 0x20, "Shift": 0xFFE1, "Control": 0xFFE3, "Down": 0xFF54, "Up": 0xFF52,
        "Left": 0xFF51, "Right": 0xFF53, "Home": 0xFF50, "End": 0xFF57, "BackSpace": 0xFF08}
UNSHIFTED = {":": ";", "_": "-", "+": "=", "?": "/"}  # of the keyboard that a virtual screen has


class _Image(ctypes.Structure):
    """The beginning of an XImage, as far as it is read here."""

    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.POINTER(ctypes.c_ubyte)), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int)]


class Screen:
    """`with Screen(":99") as screen: screen.key("Tab")`"""

    def __init__(self, display: str) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XGetImage.restype = ctypes.POINTER(_Image)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        assert self._display, f"no screen {display}"
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._window = ctypes.c_ulong(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._x.XCloseDisplay(self._display)

    def key(self, name: str, *held: str) -> None:
        """Pressed and let go, with these keys held meanwhile."""
        codes = [self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(KEYS.get(each) or ord(each))) for each in (*held, name)]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, ctypes.c_ulong(0))
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def give_keyboard(self) -> None:
        """To the one window there is; nobody manages windows on this screen."""
        parent, root, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        windows = ctypes.POINTER(ctypes.c_ulong)()
        self._x.XQueryTree(self._display, self._root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(windows), ctypes.byref(count))
        shown = [windows[number] for number in range(count.value) if self._size(windows[number]) > 300 * 300]
        assert shown, "no window on the screen"
        self._window = ctypes.c_ulong(shown[-1])
        self._x.XSetInputFocus(self._display, self._window, _REVERT_TO_PARENT, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def resize(self, width: int, height: int) -> None:
        """The window that has the keyboard, as a window manager does when a tablet is turned."""
        self._x.XResizeWindow(self._display, self._window, width, height)
        self._x.XSync(self._display, 0)

    def write(self, text: str) -> None:
        """Letter by letter, in place of what is there."""
        self.key("a", "Control")
        for letter in text:
            if letter.isupper() or letter in UNSHIFTED:
                self.key(UNSHIFTED.get(letter, letter.lower()), "Shift")
            else:
                self.key(letter)

    def point_away(self) -> None:
        """The pointer into the corner of the screen, where it hovers over nothing."""
        self._test.XTestFakeMotionEvent(self._display, -1, 1399, 1399, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def pixels(self, box: Box) -> bytes:
        """What is drawn there now, four bytes a pixel."""
        x, y, width, height = box
        image = self._x.XGetImage(self._display, self._root, x, y, width, height, ctypes.c_ulong(_ALL_PLANES), _Z_PIXMAP)
        assert image, f"nothing to be seen at {box}"
        try:
            told = image.contents
            return ctypes.string_at(told.data, told.bytes_per_line * told.height)
        finally:
            self._x.XFree(ctypes.cast(image.contents.data, ctypes.c_void_p))
            self._x.XFree(image)

    def _size(self, window: int) -> int:
        root, x, y, border, depth = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_int(), ctypes.c_uint(), ctypes.c_uint()
        width, height = ctypes.c_uint(), ctypes.c_uint()
        self._x.XGetGeometry(self._display, ctypes.c_ulong(window), *(ctypes.byref(told) for told in (root, x, y, width, height, border, depth)))
        return width.value * height.value
