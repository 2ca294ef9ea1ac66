"""Whom the names in a file mean: each guess to be confirmed, changed, made a new lead or left as text."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from plans.lead_names import LeadMatch
from spreadsheets.models import ImportRun

NEW, TEXT = "new", "text"
_HOW = {
    "likely slip": gettext_lazy("a slip of the pen?"),
    "initials": gettext_lazy("the initials?"),
    "abbreviation": gettext_lazy("an abbreviation?"),
}


@dataclass(frozen=True, slots=True)
class NameAsked:
    """A name in the file that is no lead's own: `rows` bear it, `guess` is whom it is taken for."""

    name: str
    described: str
    rows: int
    guess: LeadMatch | None

    @property
    def how(self) -> str:
        return str(_HOW.get(self.guess.how, "")) if self.guess else ""


@dataclass(frozen=True, slots=True)
class NameSeen:
    asked: NameAsked
    field: forms.BoundField
    is_decided: bool


class LeadsForm(GovukFormMixin, forms.Form):
    """`known` are the keys and names of the partnership's leads."""

    mark_optional = False

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(
        self, *args: Any, run: ImportRun, names: Sequence[NameAsked], known: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"seen_revision": run.revision}, **kwargs)
        self.run, self.names, self.known = run, names, dict(known)
        self.keys = {name: key for key, name in known}
        for each in names:
            self.fields[_field(each.name)] = forms.ChoiceField(
                label=_("What “%(name)s” is") % {"name": each.name},
                required=False,
                choices=self._choices(each),
                initial=self._said(each.name),
                error_messages={"invalid_choice": _("“%(name)s”: choose one from the list.") % {"name": each.name}},
            )
        self.prepare_fields()

    @property
    def seen(self) -> list[NameSeen]:
        return [NameSeen(each, self[_field(each.name)], bool(self._said(each.name))) for each in self.names]

    def answers(self, *, confirms: bool = False, creates: bool = False) -> dict[str, dict[str, Any]]:
        """What was said of each name; `confirms` takes the guesses of those of which nothing was said, `creates`
        makes a lead of each name that is left and has no guess."""
        found: dict[str, dict[str, Any]] = {}
        for each in self.names:
            said = self.cleaned_data.get(_field(each.name), "")
            if not said and each.guess and confirms:
                said = str(self.keys.get(each.guess.name, ""))
            elif not said and not each.guess and creates:
                said = NEW
            if said.isdigit():
                found[each.name] = {"lead": int(said)}
            elif said:
                found[each.name] = {"is": said}
        return found

    def _said(self, name: str) -> str:
        said = self.run.lead_answers.get(name.lower(), {})
        creating = {each.lower() for each in self.run.leads_to_create}
        if said.get("lead") in self.known:
            return str(said["lead"])
        return NEW if name.lower() in creating else TEXT if said.get("is") == TEXT else ""

    def _choices(self, each: NameAsked) -> list[tuple[str, Any]]:
        guessed = self.keys.get(each.guess.name) if each.guess else None
        first = (
            ("", _("Not decided: taken for %(lead)s") % {"lead": each.guess.name})
            if each.guess
            else ("", _("Not decided: its name stays as text"))
        )
        mine = [(str(guessed), _("It is %(lead)s") % {"lead": self.known[guessed]})] if guessed else []
        others = [(str(key), name) for key, name in self.known.items() if key != guessed]
        more: list[tuple[str, Any]] = [(NEW, _("A new lead: create it")), (TEXT, _("No lead: leave it as text"))]
        return [first, *mine, *more, *([(_("Another lead that is known"), others)] if others else [])]


def _field(name: str) -> str:
    return f"lead-{hashlib.sha256(name.lower().encode()).hexdigest()[:12]}"
