"""What the tellers of a concern are told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import length, rule
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier
from meedenk.mail.operations import Letter, letter_to, post, speaking_to

from ..models import Concern, PaperLetter, Teller
from ..tellers import by_mail, teller_link, tellers_of

Write = Callable[[], Letter]


def receipt(concern: Concern, *, at: datetime) -> None:
    """To who told it: what happens with it now. Without a word of theirs: the address may be someone else's."""
    today = localdate(at)

    def on_paper() -> Letter:
        return Letter(
            subject=_("We have received what you told us"),
            body=_(
                "Thank you for telling us. The steering group reads it and looks what we can do with it."
                " You hear from us by the day below."
            ),
            facts=(
                (_("You hear from us by"), day(today + length("signal-reply-weeks", today))),
                (_("We keep your name and address"), _("until %(time)s after the last of it") % {"time": _keep(at)}),
            ),
        )

    def write() -> Letter:
        letter = on_paper()
        more = _(
            "On your own page you see what became of it. There you can add something, or tell us to stop."
            " Then we erase your name and address.\n\n"
            "Did you not tell us anything? Then someone used your address. Press the button and stop it there."
        )
        return replace(letter, body=f"{letter.body}\n\n{more}", button=_("See what becomes of it"))

    who = tellers_of(concern).filter(concern=concern)
    tell_tellers(who, write, kind=Kind.CONCERN_TOLD, about=concern, at=at, on_paper=on_paper)


def part_of_theme(concern: Concern, *, at: datetime) -> None:
    assert concern.theme is not None, "it has just become part of one"
    theme = {"theme": concern.theme.title}

    def write() -> Letter:
        return Letter(
            subject=_("What you told us belongs to a theme: %(theme)s") % theme,
            body=_(
                "We have read what you told us. It belongs to the theme %(theme)s.\n\n"
                "As soon as we begin with it, you hear that from us."
            )
            % theme,
            button=_("See what becomes of it"),
        )

    tell_tellers(tellers_of(concern), write, kind=Kind.CONCERN_READ, about=concern, at=at, digest=True)


def merged(concern: Concern, *, at: datetime) -> None:
    def write() -> Letter:
        return Letter(
            subject=_("You are not the only one"),
            body=_(
                "We have read what you told us. More people told us about this."
                " From now on we look at it together. You keep hearing what becomes of it."
            ),
            button=_("See what becomes of it"),
        )

    tell_tellers(tellers_of(concern), write, kind=Kind.CONCERN_MERGED, about=concern, at=at, digest=True)


def set_aside(concern: Concern, *, at: datetime) -> None:
    def on_paper() -> Letter:
        return Letter(
            subject=_("What we do with what you told us"),
            body=_(
                "Thank you for telling us. We have read it, and we do nothing with it now.\n\nThe reason: %(reason)s"
            )
            % {"reason": concern.reason},
        )

    def write() -> Letter:
        letter = on_paper()
        more = _(
            "Has something changed, or do you see it otherwise? Then add a few words on your page, and we look again."
        )
        return replace(letter, body=f"{letter.body}\n\n{more}", button=_("See what becomes of it"))

    who, kind = tellers_of(concern), Kind.CONCERN_SET_ASIDE
    tell_tellers(who, write, kind=kind, about=concern, at=at, digest=True, on_paper=on_paper)


def reopened(concern: Concern, *, at: datetime) -> None:
    def write() -> Letter:
        return Letter(
            subject=_("We look once more at what you told us"),
            body=_("The steering group reads anew what you told us. You hear what it decides."),
            button=_("See what becomes of it"),
        )

    tell_tellers(tellers_of(concern), write, kind=Kind.CONCERN_REOPENED, about=concern, at=at, digest=True)


def tell_tellers(
    tellers: QuerySet[Teller],
    write: Write,
    *,
    kind: Kind,
    about: Dossier,
    at: datetime,
    digest: bool = False,
    on_paper: Write | None = None,
) -> None:
    """Each of `tellers` has a mail with a link to their own page; who asked for paper has a letter to be posted.

    The letter says what `on_paper` says, if that is another text: paper has no page and no button.
    """
    messages = []
    for teller, one in by_mail(tellers):
        with speaking_to(one) as reader:
            link = teller_link(teller, reader, at=at)
            messages.append(
                letter_to(reader, write(), kind=kind, audience="tellers", at=at, about=about, link=link, digest=digest)
            )
    post(messages)
    by_post = [{"teller": teller} for teller in tellers.filter(hears=Teller.Hears.PAPER)]
    letters_to(by_post, on_paper or write, about=about, at=at)


def letters_to(readers: Iterable[Mapping[str, Any]], write: Write, *, about: Dossier, at: datetime) -> None:
    """For each of `readers`, a `teller` or a `member`, a letter waits to be printed, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        letter = write()
        said = {"subject": letter.subject[:200], "body": _on_paper(letter), "about_id": about.pk, "written_at": at}
    PaperLetter.objects.bulk_create(PaperLetter(**reader, **said) for reader in readers)


def _on_paper(letter: Letter) -> str:
    return "\n\n".join([letter.body, "\n".join(f"{name}: {value}" for name, value in letter.facts)]).strip()


def _keep(at: datetime) -> str:
    return rule("concern-keep-months", localdate(at)).in_words
