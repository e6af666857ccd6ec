"""Which sentences a station shows: found in its code, and in its templates by Django's own parser."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.template import Node, NodeList, Origin, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.base import DebugLexer, FilterExpression, Parser, Token, TokenType
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from tools.building import SHARED, shown, stations

# Which arguments of a call are the context, the sentence and its plural.
CALLS = (
    dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"], (None, 0, None))
    | dict.fromkeys(["ngettext", "ngettext_lazy"], (None, 0, 1))
    | dict.fromkeys(["pgettext", "pgettext_lazy"], (0, 1, None))
    | dict.fromkeys(["npgettext", "npgettext_lazy"], (0, 1, 2))
)
CONSTANT = re.compile(r"""_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")

Key = tuple[str, str]


@dataclass
class Sentence:
    """A sentence to translate and where it stands."""

    msgid: str
    plural: str = ""
    context: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """By msgid first, so that sorting follows the alphabet."""
        return self.msgid, self.context


class Mistake(Exception):
    """A source from which no sentences can be taken, and why."""


def in_station(station: str) -> dict[Key, Sentence]:
    """Every sentence that the code and the templates of a station show, in the order of the alphabet."""
    folder = stations()[station]
    found: dict[Key, Sentence] = {}
    for file in folder.glob("*.py" if station == SHARED else "**/*.py"):
        if "tests" not in file.parts and "migrations" not in file.parts:
            collect(in_code(file), found)
    for file in folder.glob("templates/**/*"):
        if file.is_file() and not file.name.startswith("."):
            collect(in_template(file), found)
    return dict(sorted(found.items()))


def collect(sentences: Iterable[Sentence], found: dict[Key, Sentence]) -> None:
    for sentence in sentences:
        known = found.setdefault(sentence.key, sentence)
        known.plural = known.plural or sentence.plural


def in_code(file: Path) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(file.read_text(), str(file))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in CALLS:
            place = f"{shown(file)}:{node.lineno}"
            context, msgid, plural = ("" if at is None else literal(node.args, at, place) for at in CALLS[name])
            yield Sentence(msgid, plural, context, [place])


def literal(arguments: list[ast.expr], at: int, place: str) -> str:
    text = arguments[at] if at < len(arguments) else None
    if isinstance(text, ast.Constant) and isinstance(text.value, str):
        return text.value
    raise Mistake(f"{place}: what is translated must stand there as a plain text, not as a variable or an f-string.")


def in_template(file: Path) -> Iterator[Sentence]:
    """The sentences that Django itself looks up when it draws the template."""
    parser = Remembering(file)
    try:
        parser.parse()
        all_there(parser.made)
    except TemplateDoesNotExist as mistake:
        raise Mistake(f"{shown(file)}: there is no template {mistake}.") from mistake
    except TemplateSyntaxError as mistake:
        line = getattr(getattr(mistake, "token", None), "lineno", "?")
        raise Mistake(f"{shown(file)}:{line}: {mistake}") from mistake
    for node in parser.made:
        place = f"{shown(file)}:{node.token.lineno}"
        if isinstance(node, TranslateNode):
            yield from in_translate(node, place)
        elif isinstance(node, BlockTranslateNode):
            yield in_blocktranslate(node, place)
    for expression in parser.expressions:
        for double, single in CONSTANT.findall(expression):
            text = re.sub(r"\\(.)", r"\1", double or single)
            yield Sentence(text.replace("%", "%%"), places=[shown(file)])


class Remembering(Parser):
    """Django's parser, which keeps every tag and every expression that it met."""

    def __init__(self, file: Path) -> None:
        engine = engines["django"].engine
        self.made: list[Node] = []
        self.expressions: list[str] = []
        tokens = DebugLexer(file.read_text()).tokenize()
        super().__init__(tokens, engine.template_libraries, engine.template_builtins, Origin(str(file)))

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        self.made.append(node)
        super().extend_nodelist(nodelist, node, token)

    def compile_filter(self, token: str) -> FilterExpression:
        self.expressions.append(token)
        return super().compile_filter(token)


def all_there(nodes: Iterable[Node]) -> None:
    """What a template extends or includes by name can be found."""
    for node in nodes:
        name = getattr(node, "parent_name" if isinstance(node, ExtendsNode) else "template", None)
        if isinstance(node, ExtendsNode | IncludeNode) and isinstance(getattr(name, "var", None), str):
            engines["django"].engine.find_template(name.var)


def in_translate(node: TranslateNode, place: str) -> Iterator[Sentence]:
    """Django doubles the percent signs of a template before it looks a sentence up."""
    text = getattr(node.filter_expression.var, "literal", None)
    if isinstance(text, str):
        yield Sentence(text.replace("%", "%%"), "", context_of(node), [place])


def in_blocktranslate(node: BlockTranslateNode, place: str) -> Sentence:
    for token in [*node.singular, *node.plural]:
        if token.token_type == TokenType.VAR and not token.contents.isidentifier():
            raise Mistake(f"{place}: write blocktranslate with name={token.contents}, and {{{{ name }}}} in the text.")
    msgid, _ = node.render_token_list(node.singular)
    plural, _ = node.render_token_list(node.plural)
    return Sentence(msgid, plural, context_of(node), [place])


def context_of(node: TranslateNode | BlockTranslateNode) -> str:
    return str(node.message_context.resolve({})) if node.message_context else ""
