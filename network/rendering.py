"""Templates that let go of what they were given as soon as they are rendered.

A macro knows the context that it was defined in, and the context knows the macro: in a circle,
which only a collection of garbage would free, with every record that the page was given. So the
contexts of a rendering are emptied at its end.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from jinja2 import Template
from jinja2.runtime import Context

# The contexts of the rendering that goes on; the modules that templates share have none of it.
made: ContextVar[list[Context] | None] = ContextVar("made", default=None)


class ForgetfulTemplate(Template):
    """A template of which nothing is left after its rendering but the text."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The text; whatever the template was given is given back."""
        contexts: list[Context] = []
        token = made.set(contexts)
        try:
            return super().render(*args, **kwargs)
        finally:
            made.reset(token)
            for context in contexts:
                context.vars.clear()
                context.parent.clear()

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        """A context, which is remembered where it holds what this rendering was given."""
        context = super().new_context(vars, shared, locals)
        contexts = made.get()
        if contexts is not None and vars is not None:
            contexts.append(context)
        return context
