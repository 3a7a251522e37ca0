"""Dangling references and duplicate names in the data as a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resadvise.errors import did_you_mean
from resadvise.facts.build import catalog_from
from resadvise.facts.catalog import plain_name
from resadvise.facts.rows import Flaw, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from resadvise.facts.catalog import Catalog
    from resadvise.facts.strict_yaml import KeyPath


def check_catalog(raw: Mapping[str, Any], written: Collection[KeyPath] = ()) -> list[Flaw]:
    """Return every flaw in values whose shape has been checked; `written`: the paths that a presets file sets.

    Flaws are invalid quantities, missing fields, dangling references and duplicate names.
    """
    flaws: list[Flaw] = []
    catalog = catalog_from(Row(raw, (), flaws), None)
    uses, models, deliverables = dict(catalog.uses), dict(catalog.models), dict(catalog.deliverables)
    flaws.extend(_dangling(catalog, raw))
    flaws.extend(_unfillable(catalog))
    flaws.extend(_clashes("uses", {name: use.aliases for name, use in uses.items()}, written))
    flaws.extend(_clashes("models", {name: model.aliases for name, model in models.items()}, written))
    flaws.extend(_clashes("unsupported", {name: row.aliases for name, row in catalog.unsupported.items()}, written))
    flaws.extend(_clashes("deliverables", {name: row.aliases for name, row in deliverables.items()}, written))
    return list(dict.fromkeys(flaws))  # what all tiers of a model share is read for each


def _dangling(catalog: Catalog, raw: Mapping[str, Any]) -> list[Flaw]:
    """Find dangling references."""
    links: list[tuple[KeyPath, str, Collection[str]]] = []
    for name, use in catalog.uses.items():
        links.append((("uses", name, "tier"), use.tier, catalog.tiers))
        links += [
            (("uses", name, "deliverables", place), target, catalog.deliverables)
            for place, target in enumerate(use.deliverables)
        ]
    for name, model in catalog.models.items():
        links += [
            (("models", name, "tiers", tier), tier, catalog.tiers) for tier in raw["models"][name].get("tiers") or ()
        ]
        if model.api:
            links.append((("models", name, "api"), model.api, catalog.apis))
        if model.replacement:
            links.append((("models", name, "replacement"), model.replacement, catalog.models))
    links.append((("defaults", "tier"), catalog.defaults.tier, catalog.tiers))
    links.append((("defaults", "model"), catalog.defaults.model, catalog.models))
    links += [
        (("defaults", "rule_tiers", place), tier, catalog.tiers)
        for place, tier in enumerate(catalog.defaults.rule_tiers)
    ]
    links += [(("defaults", "box_names", key), key, catalog.deliverables) for key in catalog.defaults.box_names]
    return [
        Flaw(path, f"there is no {target!r}{_hint(target, known)}", target)
        for path, target, known in links
        if target and target not in known
    ]


# What a template of a request may name.
_PLACEHOLDERS = ("model", "aspect_ratio", "image_size", "width", "height", "quality")


def _unfillable(catalog: Catalog) -> list[Flaw]:
    """Find unknown placeholders in the templates of requests."""
    known = ", ".join(f"{{{each}}}" for each in _PLACEHOLDERS)
    return [
        Flaw(("apis", name, part), f"unknown placeholder {{{unknown}}}; known: {known}")
        for name, api in catalog.apis.items()
        for part in ("request", "url", "body")
        for unknown in sorted(_named_in(getattr(api, part)) - set(_PLACEHOLDERS))
    ]


def _named_in(template: Any) -> set[str]:
    """Return the names of all placeholders in a template."""
    if isinstance(template, dict):
        return set().union(*map(_named_in, template.values()))
    if isinstance(template, list):
        return set().union(*map(_named_in, template))
    return set(re.findall(r"\{(\w*)\}", template)) if isinstance(template, str) else set()


def _hint(name: str, known: Collection[str]) -> str:
    hint = did_you_mean(name, known) or (f"known: {', '.join(known)}" if len(known) <= 12 else None)
    return f"; {hint}" if hint else ""


def _clashes(section: str, aliases: Mapping[str, tuple[str, ...]], written: Collection[KeyPath]) -> list[Flaw]:
    """Find duplicate names. The presets file is to blame, else the later row."""
    said: list[tuple[KeyPath, str]] = []
    for name, others in aliases.items():
        said.append(((section, name), name))
        said += [((section, name, "aliases", place), alias) for place, alias in enumerate(others)]
    owners: dict[str, str] = {}
    flaws = []
    for path, word in sorted(said, key=lambda each: each[0] in written):
        owner = owners.setdefault(plain_name(word), str(path[1]))
        if owner != path[1]:
            flaws.append(Flaw(path, f"the name {word!r} already belongs to {owner}"))
    return flaws
