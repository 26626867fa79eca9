"""Markdown as the blocks that forms/sheet.typ sets: paragraphs, lists, tables and runs."""

from markdown_it.tree import SyntaxTreeNode

from portal.base.markdown import parse


def of_markdown(text: str) -> list[dict]:
    """Return the blocks of a text that staff wrote."""
    return _blocks(parse(text or ""))


def paragraph(text: str) -> dict:
    """Return a paragraph of plain text."""
    return {"kind": "p", "runs": [{"text": text}]}


def _blocks(node: SyntaxTreeNode) -> list[dict]:
    blocks = []
    for child in node.children:
        match child.type:
            case "paragraph":
                blocks.append({"kind": "p", "runs": _runs(child)})
            case "heading":
                # A PDF that can be read aloud knows no heading without words.
                if runs := _runs(child):
                    blocks.append({"kind": "h", "runs": runs})
            case "code_block" | "fence":
                blocks.append(paragraph(child.content.rstrip("\n")))
            case "bullet_list" | "ordered_list":
                items = [_blocks(item) for item in child.children]
                kind = "ul" if child.type == "bullet_list" else "ol"
                blocks.append({"kind": kind, "items": items})
            case "table":
                rows = [row for part in child.children for row in part.children]
                cells = [[_runs(cell) for cell in row.children] for row in rows]
                blocks.append({"kind": "table", "rows": cells})
            case _:
                blocks += _blocks(child)
    return blocks


def _runs(node: SyntaxTreeNode, **style) -> list[dict]:
    runs = []
    for child in node.children:
        match child.type:
            case "text" | "code_inline":
                runs.append({"text": child.content} | style)
            case "softbreak":
                runs.append({"text": " "})
            case "hardbreak":
                runs.append({"text": "\n"})
            case "strong":
                runs += _runs(child, **style | {"bold": True})
            case "em":
                runs += _runs(child, **style | {"italic": True})
            case _:
                runs += _runs(child, **style)
    return runs
