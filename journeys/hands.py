"""How someone fills in a page: with a mouse or a finger, or with nothing but a keyboard."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.utils.timezone import now
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLong

from journeys.visitors import Visitor

WENT_WRONG = "main [role=alert]:visible"
MOST_TABS = 400


class Hands:
    """Someone who clicks, or taps on a phone. They find everything by the words they read on the page."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page

    def opens(self, address: str) -> None:
        response = self.visitor.opens(address)
        assert response.ok, f"{response.status} for {address}"
        self._arrives()

    def fills(self, label: str, text: str, *, about: str = "") -> None:
        """`about` is what stands beside it, when a list asks the same of each thing on it."""
        self._writes(self._field(label, about), text)

    def fills_moment(self, legend: str, when: datetime) -> None:
        """A day and an hour, in two fields under one name."""
        group = self.page.locator("main fieldset", has=self.page.locator("legend", has_text=legend)).first
        self._sets_day(group.locator("[type=date]"), when.date())
        self._sets_hour(group.locator("[type=time]"), when)

    def fills_day(self, label: str, day: date) -> None:
        self._sets_day(self._field(label), day)

    def picks(self, label: str, option: str) -> None:
        """One line of a list that opens."""
        self._field(label).select_option(label=option)

    def chooses(self, answer: str, *, about: str = "") -> None:
        """One of the answers in view, or a box that is ticked; `about` is the question when answers look alike."""
        self._choice(answer, about).check()

    def chooses_first(self) -> None:
        """Whatever is offered first."""
        self.chooses(self.page.locator("main label:has([type=radio])").first.inner_text().splitlines()[0])

    def attaches(self, label: str, file: Path) -> None:
        self._field(label).set_input_files(file)

    def sends(self, words: str = "") -> None:
        """The one main button of the page, or the button with these words."""
        button = self._button(words)
        self._reaches(button)
        with self._goes_on(words or "the main button"):
            self._presses(button)

    def follows(self, words: str) -> None:
        """The link with these words, rather in the text than around it."""
        links = self.page.get_by_role("link", name=_named(words))
        if not links.count():
            self._unfolds()
        assert links.count(), f"no link {words!r} on {self._what_stands_here()}"
        in_text = self.page.locator("main").get_by_role("link", name=_named(words))
        link = in_text.first if in_text.count() else links.first
        self._reaches(link)
        with self._goes_on(words):
            self._presses(link)

    def _unfolds(self) -> None:
        """Opens what is folded on this page."""
        folded = self.page.locator("main details:not([open]) > summary")
        while folded.count():
            self._reaches(folded.first)
            self._presses(folded.first)

    def works_on(self, title: str) -> None:
        """Opens the page where the group with this subject works."""
        self.opens("/werk/")
        self.follows(title)

    def returns(self) -> None:
        """From anywhere in the work of a group to its first page."""
        self.follows("Overzicht")

    def sees(self, *sentences: str) -> None:
        for words in sentences:
            found = self.page.locator("main").get_by_text(words).filter(visible=True)
            assert found.count(), f"{words!r} is not on {self._what_stands_here()}"

    def finds_no(self, words: str) -> None:
        """A link or button that is for others."""
        name = _named(words)
        found = self.page.get_by_role("link", name=name).or_(self.page.get_by_role("button", name=name))
        assert not found.count(), f"{words!r} is on {self._what_stands_here()}"

    def waits_until(self, moment: datetime) -> None:
        self.page.wait_for_timeout(max(0.0, (moment - now()).total_seconds() * 1000))

    @contextmanager
    def _goes_on(self, words: str) -> Iterator[None]:
        """What is done here leads to a page."""
        try:
            with self.page.expect_navigation():
                yield
        except TooLong as nothing:
            refused = self.page.locator("main :invalid:not(form, fieldset)").evaluate_all(NAMES)
            raise AssertionError(
                f"{words!r} leads to no page; the browser refuses {refused}. This is {self._what_stands_here()}"
            ) from nothing
        self._arrives()

    def _what_stands_here(self) -> str:
        return f"{self.page.url}:\n{self.page.locator('main').inner_text()}"

    def _arrives(self) -> None:
        """Wherever someone comes, the page says what it is, nothing went wrong and nothing sticks out."""
        where = self.page.url
        wrong = self.page.locator(WENT_WRONG)
        assert not wrong.count(), f"{where}: {wrong.first.inner_text()}"
        assert self.page.locator("h1").count() == 1, f"{where}: {self.page.locator('body').inner_text()[:600]}"
        self.visitor.fits()

    def _field(self, label: str, about: str = "") -> Locator:
        """The field whose label begins with these words."""
        within = self.page.locator("main")
        if about:
            within = within.locator("li", has_text=about)
        found = within.get_by_label(re.compile("^" + re.escape(label)))
        assert found.count(), f"no field {label!r} on {self._what_stands_here()}"
        return found.first

    def _choice(self, answer: str, about: str) -> Locator:
        within = self.page.locator("main")
        if about:
            within = within.locator("fieldset", has=self.page.locator("legend", has_text=about)).first
        name = re.compile("^" + re.escape(answer))
        found = within.locator("[type=radio], [type=checkbox]").and_(self.page.get_by_label(name))
        assert found.count(), f"no answer {answer!r} on {self._what_stands_here()}"
        return found.first

    def _button(self, words: str) -> Locator:
        main = self.page.locator("main")
        found = main.get_by_role("button", name=_named(words)) if words else main.locator("button.nl-button--primary")
        assert found.count(), f"no button {words!r} on {self._what_stands_here()}"
        return found.first if words else found.last

    def _reaches(self, target: Locator) -> None:
        """Before it can be pressed."""

    def _presses(self, target: Locator) -> None:
        target.click()

    def _writes(self, field: Locator, text: str) -> None:
        field.fill(text)

    def _sets_day(self, field: Locator, day: date) -> None:
        field.fill(day.isoformat())

    def _sets_hour(self, field: Locator, when: datetime) -> None:
        field.fill(f"{when:%H:%M}")


class Keys(Hands):
    """Someone with a keyboard only. What Tab does not reach is not there for them, nor is what does not show focus."""

    def picks(self, label: str, option: str) -> None:
        field = self._goes_to(self._field(label))
        wanted = field.locator("option").filter(has_text=option).first.get_attribute("value")
        self.page.keyboard.press("Home")
        for _step in range(field.locator("option").count()):
            if field.input_value() == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrow keys do not reach {option!r}")

    def chooses(self, answer: str, *, about: str = "") -> None:
        choice = self._choice(answer, about)
        self._goes_to(choice)
        for _step in range(50):
            if choice.evaluate("choice => choice === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not choice.is_checked():
            self.page.keyboard.press("Space")
        assert choice.is_checked(), f"keys cannot choose {answer!r}"

    def attaches(self, label: str, file: Path) -> None:
        # Who listens long before it opens is there when it does: the browser is not told at once that someone listens.
        self.page.on("filechooser", lambda _chooser: None)
        self._goes_to(self._field(label))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def _reaches(self, target: Locator) -> None:
        self._goes_to(target)

    def _presses(self, target: Locator) -> None:
        target.press("Enter")

    def _writes(self, field: Locator, text: str) -> None:
        self._goes_to(field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def _sets_day(self, field: Locator, day: date) -> None:
        self._types(field, f"{day:%m%d%Y}", day.isoformat())

    def _sets_hour(self, field: Locator, when: datetime) -> None:
        self._types(field, f"{when:%I%M%p}", f"{when:%H:%M}")

    def _types(self, field: Locator, keys: str, becomes: str) -> None:
        """In a field of a day or an hour, the order of the keys is that of the browser's own language."""
        self._goes_to(field)
        self.page.keyboard.type(keys)
        assert field.input_value() == becomes, f"{keys} became {field.input_value()}"

    def _goes_to(self, target: Locator) -> Locator:
        """With Tab, to the target or to the group of radio buttons it belongs to."""
        target.wait_for()
        if target.evaluate(BEYOND_THE_MENU):
            self._skips_the_menu()
        for _step in range(MOST_TABS):
            if target.evaluate(REACHED):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab does not reach {target} on {self.page.url}")
        assert target.evaluate(SHOWS), f"one does not see that the focus is on {target} on {self.page.url}"
        return target

    def _skips_the_menu(self) -> None:
        """The first Tab offers this on a page, unless its address leads to a place further down."""
        self.page.keyboard.press("Tab")
        if "#" not in self.page.url:
            skip = self.page.locator("a[href='#content']")
            assert skip.evaluate(REACHED), f"the first Tab on {self.page.url} does not offer to skip the menu"
            assert skip.evaluate(SHOWS), f"one does not see that the menu can be skipped on {self.page.url}"
            self.page.keyboard.press("Enter")


def _named(words: str) -> re.Pattern[str]:
    """The name of a link or button that holds these words; what only a screen reader says may stand apart."""
    return re.compile(re.escape(words).replace(":", r"\s*:"))


NAMES = "fields => fields.map(one => one.name)"
BEYOND_THE_MENU = "target => document.activeElement === document.body && target.closest('#content') !== null"
REACHED = """target => {
  const at = document.activeElement
  return at === target || (target.type === 'radio' && at.type === 'radio' && at.name === target.name)
}"""
SHOWS = """() => {
  const at = document.activeElement
  return [at, at.closest('label'), at.parentElement].filter(Boolean).some(one => {
    const style = getComputedStyle(one)
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  })
}"""
