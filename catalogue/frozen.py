"""A frozen dataclass → a way to make its instances two to four times as fast, for what is made by the thousand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import TypeVar

Kind = TypeVar("Kind")


def maker(kind: type[Kind], *given: str) -> Callable[..., Kind]:
    """What makes instances of a frozen, slotted, keyword-only dataclass, with the same arguments.

    A frozen dataclass sets each of its fields by way of `object.__setattr__`. An open twin with the same slots sets
    them directly and then becomes the frozen class, as two classes of one layout may. It also takes arguments in
    order, for defaults of arguments by keyword alone are looked up one by one.

    Args:
        kind: A dataclass whose fields have plain defaults or none.
        given: The fields that its arguments give, in the order of the class; all where none is named. The others
            keep their defaults, which then need not be looked up.
    """

    def become(made: object) -> None:
        made.__class__ = kind

    return make_dataclass(
        kind.__name__,
        [
            (one.name, one.type, field(default=one.default, init=not given or one.name in given))
            for one in fields(kind)  # type: ignore[arg-type]
        ],
        namespace={"__post_init__": become},
        slots=True,
        eq=False,
        repr=False,
    )
