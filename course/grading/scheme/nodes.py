"""YAML as it is written, with the line of everything: keys and values are text, never made into objects."""

import difflib
from typing import NamedTuple

import yaml

from course.errors import CourseError

LARGEST = 1_000_000  # bytes of a file


class Item(NamedTuple):
    """A key with its value: the text of the key, what YAML made of the value, and where both are."""

    key: str
    node: yaml.Node
    file: str
    line: int

    def refuse(self, sentence):
        """A CourseError that names file and line."""
        return CourseError(f"{self.file}, line {self.line}: {sentence}")

    def text(self, expected):
        """The value, a single word or number as it is written."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            found = {yaml.MappingNode: "keys of its own", yaml.SequenceNode: "a list"}
            raise self.refuse(
                f"{self.key} takes {expected}, not {found.get(type(self.node), 'nothing')}"
            )
        return self.node.value.strip()

    def texts(self, expected):
        """The value as Items without a value: those of a list, or the one that stands alone."""
        nodes = self.node.value if isinstance(self.node, yaml.SequenceNode) else [self.node]
        items = [Item(self.key, node, self.file, _line(node)) for node in nodes]
        return [item._replace(key=item.text(expected)) for item in items]

    def items(self, expected):
        """The value as Items, a key and a value each.

        Raises:
            CourseError: it has no keys, or one of them twice.
        """
        if not isinstance(self.node, yaml.MappingNode) or not self.node.value:
            raise self.refuse(f"{self.key} takes {expected}")
        found = {}
        for key, value in self.node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._replace(line=_line(key)).refuse("a key is a single word or number")
            item = Item(key.value.strip(), value, self.file, _line(key))
            if item.key in found:
                raise item.refuse(
                    f"{item.key} stands here and in line {found[item.key].line}: keep one of them"
                )
            found[item.key] = item
        return list(found.values())

    def known(self, keys, expected):
        """{key: Item} of a value whose keys are among some.

        Raises:
            CourseError: there is another key; names the nearest.
        """
        items = {item.key: item for item in self.items(expected)}
        for key, item in items.items():
            if key not in keys:
                near = difflib.get_close_matches(key.replace(" ", "_").casefold(), keys, 1, 0.5)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise item.refuse(f"there is no key {key} here; there are: {', '.join(keys)}{hint}")
        return items


def whole(path):
    """A file as an Item without a key.

    Args:
        path: Path.

    Raises:
        CourseError: it cannot be read, or is no YAML; names the line.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise CourseError(f"{path} is larger than a megabyte, so it is no table of rules")
    try:
        root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CourseError(f"{path}, line {line}: it is not UTF-8: save it as that") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CourseError(
            f"{path}, line {line}: this is no YAML ({error.problem}): what belongs to a key is indented by "
            "blanks, and each line is  key: value"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        why = " ".join(str(error).split())[:100]
        raise CourseError(f"{path} is no YAML ({why})") from error
    if root is None:
        raise CourseError(
            f"{path} says nothing: remove it, or write a rule into it, such as  pass: 50 %"
        )
    return Item(path.name, root, str(path), 1)


def _line(node):
    return node.start_mark.line + 1
