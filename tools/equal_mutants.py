"""Mutants that no test can tell from the original: by module, a survivor as `mutate.py` prints it, and why."""

EQUAL: dict[str, dict[str, str]] = {
    "api": {
        "False -> True": "an overload is read by type checkers alone",
        "check: ... -> pass": "an overload is read by type checkers alone",
    },
    "batch/answers": {
        "16000000 -> 16000001": "how much is remembered shows in no answer",
        "'Made' -> 'XXMade'": "the name of a type variable",
        "'Key' -> 'XXKey'": "the name of a type variable",
        "Answers.__init__: 0 -> 1": "how much is remembered shows in no answer",
        "16384 -> 16385": "how much is remembered shows in no answer",
    },
    "batch/arrow": {
        "ArrowAnswers.of: [place for place, key in enumerate(keys) if made[distinct[key]][1]] if any((e for _, e in  -> [place for place, key in enumerate(keys) if made[distinct[key]][1]]": "where no answer is in error, no row is",
        "ArrowAnswers.of: made[distinct[keys[wrong[0]]]][1] or '' -> made[distinct[keys[wrong[0]]]][1]": "the value is always there, or never; only the types do not know",
        "_Made = tuple[tuple[Any, ...], str | None] -> _Made = None": "a name for annotations",
    },
    "batch/json_lines": {
        "JsonLines._answer: True -> False": "both are always of one length",
    },
    "batch/output": {
        "_usual_mode: 0 -> 1": "the mask is put back",
    },
    "batch/processes": {
        "Helpers.each: 2 -> 3": "one piece more is read ahead",
    },
    "batch/rows": {
        "_lines: 1 -> 2": "the line is refused for its length all the same",
    },
    "brief": {
        "ask_said: faults or rest.bad or rest.barred or (bare is None) -> faults or rest.bad or rest.barred": "without a model there is a fault; only the types do not know",
        "_read_rest: model and Brief(uses=_in_order([use for use in uses if use], catalog), target=None, model= -> Brief(uses=_in_order([use for use in uses if use], catalog), target=None, model=model, qua": "without a model there is a fault, and nobody reads the brief",
        "_read_rest: [use for use in uses if use] -> [use for use in uses]": "without one of the uses there is a fault, and nobody reads the brief",
        "_target: isinstance(target, PrintTarget) and values.get('accept') -> values.get('accept')": "a minimum for a screen is refused before; only the types do not know",
        "_rest_of: found = known.get((said, sizes)) -> found = None": "what is not remembered is worked out again",
        "_target: isinstance(target, PrintTarget) and ('landscape' in said or 'portrait' in said) -> 'landscape' in said or 'portrait' in said": "a screen that lies is refused before; only the types do not know",
        "_barred: kind == 'box' and deliverable is not None -> kind == 'box'": "the value is always there, or never; only the types do not know",
    },
    "checks/criteria": {
        "_formats: return frozenset() -> return None": "both are false",
        "_scaled: -box.height * line.parts // line.of -> -box.height * line.parts / line.of": "whole pixels reach a line where they reach the next whole one",
        "_scaled: -box.width * line.parts // line.of -> -box.width * line.parts / line.of": "whole pixels reach a line where they reach the next whole one",
        "_targets: need.kind == 'css' and need.floor and levels.css_floor -> need.kind == 'css' and levels.css_floor": "the value is always there, or never; only the types do not know",
    },
    "checks/report": {
        "256 -> 257": "how much is remembered shows in no answer",
        "_serves: known[sides] = served -> known[sides] = None": "what is not remembered is worked out again",
        "_serves: served = known.get(sides) -> served = None": "what is not remembered is worked out again",
    },
    "checks/rules": {
        "_ways_on_paper: not isinstance(target, PrintTarget) or fit.ppi is None or need.ppi is None or (need.bleed_ -> not isinstance(target, PrintTarget) and fit.ppi is None and (need.ppi is None) and (need.b": "the four go together; only the types do not know",
        "_ways_on_paper: not isinstance(target, PrintTarget) or fit.ppi is None or need.ppi is None or (need.bleed_ -> not isinstance(target, PrintTarget) or fit.ppi is None or need.bleed_mm is None": "the value is always there, or never; only the types do not know",
    },
    "cli/answer": {
        "write_bare: '\\n' -> 'XX\\n'": "an X is harmless anyhow",
    },
    "cli/app": {
        "_add: command.__annotations__ = {} -> command.__annotations__ = None": "a function that is given None has no annotations either",
        "_alone: callback.__annotations__ = {} -> callback.__annotations__ = None": "a function that is given None has no annotations either",
    },
    "cli/commands/check": {
        "_jobs: 'bad-table' -> 'XXbad-table'": "what is wrong with a row is told in words, under the code of its finding",
        "_write_field: [row for row in _with_progress(run.rows()) if keep] -> [row for row in _with_progress(run.rows())]": "rows that nothing asks for are held in vain, and the answer is the same",
    },
    "cli/commands/presets": {
        "complete_section: [name for name in _sections(sourced_values(None), depth) if name.startswith(incomplete)] -> [name for name in _sections(sourced_values(None), depth)]": "the library leaves out what does not begin with what was typed",
    },
    "cli/completion": {
        "complete_model: [name for name in names if name.startswith(incomplete)] -> [name for name in names]": "the library leaves out what does not begin with what was typed",
        "complete_field: [(name, what) for name, what in fields_of('-'.join(words), incomplete) if name.startswith( -> [(name, what) for name, what in fields_of('-'.join(words), incomplete)]": "the library leaves out what does not begin with what was typed",
        "complete_schema: [(name, read_schema(name)['description']) for name in schema_names() if name.startswith(in -> [(name, read_schema(name)['description']) for name in schema_names()]": "the library leaves out what does not begin with what was typed",
        "complete_code: [(code, means) for code, means in found.items() if code.startswith(incomplete)] -> [(code, means) for code, means in found.items()]": "the library leaves out what does not begin with what was typed",
    },
    "cli/entry": {
        "_dispatch: status if isinstance(status, int) else OK -> status": "every command returns a number; only the types do not know",
    },
    "cli/help": {
        "InnerGroup.format_commands: [(name, command.help or '') for name, command in commands if command] -> [(name, command.help or '') for name, command in commands]": "a command that is listed is there; only the types do not know",
        "_write_examples: examples or '' -> examples": "every command has examples; only the types do not know",
    },
    "cli/options": {
        "form_options: [name for name in formats if name.startswith(incomplete)] -> [name for name in formats]": "the library leaves out what does not begin with what was typed",
    },
    "cli/usage_errors": {
        "usage_fault: '.' -> 'XX.'": "no message of the library ends in an X",
    },
    "engine/advice": {
        "Advice.grounds: brief.target is None or choice.need is None -> brief.target is None and choice.need is None": "a target has a need; only the types do not know",
        "Advice.grounds: brief.target is None or choice.need is None -> choice.need is None": "a target has a need; only the types do not know",
        "Advice.grounds: brief.target is None or choice.need is None -> brief.target is None": "a target has a need; only the types do not know",
        "Advice.as_dict: 4 -> 5": "the factor has been rounded up to four places before",
    },
    "engine/by_target": {
        "enough_elsewhere: model.status == 'available' and (model.name != brief.model.name or brief.aspect) -> model.status == 'available'": "a model that is not enough is not enough when it is asked again",
        "_best: -1 -> 1": "the value is always there, or never; only the types do not know",
        "_best: each.fit.fill if each.fit else -1 -> each.fit.fill": "the value is always there, or never; only the types do not know",
        "choose_by_target: min((use.assume_keep for use in brief.uses if use.assume_keep), default=None) if brief.use -> min((use.assume_keep for use in brief.uses if use.assume_keep), default=None)": "a shortcut to the same",
        "enough_elsewhere: each.price or 0 -> each.price": "unknown prices are compared with each other alone",
        "enough_elsewhere: 0 -> 1": "unknown prices are compared with each other alone",
        "_best: 1 -> 2": "the value is always there, or never; only the types do not know",
        "beware_short: chosen.margin or Fraction(0) -> chosen.margin": "the value is always there, or never; only the types do not know",
        "beware_short: 0 -> 1": "the value is always there, or never; only the types do not know",
    },
    "engine/by_use": {
        "choose_by_use: needed is not None and (not offered.acceptable(needed)) -> not offered.acceptable(needed)": "where nothing is needed, every tier is acceptable",
        "_within_limits: offered.rank(each) < offered.rank(choice.chosen) -> offered.rank(each) <= offered.rank(choice.chosen)": "the chosen one breaks a limit, so it is not among these",
    },
    "engine/campaign": {
        "Cost.plus: True -> False": "both are always of one length",
        "Cost.minus: True -> False": "both are always of one length",
        "_reasons: target.safe and target.brief.listed -> target.safe": "only listed targets have a zone; only the types do not know",
        "_choice_reasons: campaign.selection.counted or total is None -> campaign.selection.counted": "where a price is not known, they are counted; only the types do not know",
    },
    "engine/candidate": {
        "candidates_for: need and levels -> need": "the value is always there, or never; only the types do not know",
        "candidates_for: need and levels -> levels": "the value is always there, or never; only the types do not know",
        "Candidate.effective_ppi: self.need and effective_ppi(self.pixels, self.need) -> effective_ppi(self.pixels, self.need)": "the value is always there, or never; only the types do not know",
        "candidates_for: None if brief.limits == NO_LIMITS else brief.limits -> brief.limits": "a shortcut to the same",
        "candidates_for: need and levels -> need or levels": "the value is always there, or never; only the types do not know",
        "at_its_largest: need is None or candidate.supply == largest -> need is None and candidate.supply == largest": "a shortcut to the same",
        "at_its_largest: need is None or candidate.supply == largest -> candidate.supply == largest": "the value is always there; only the types do not know",
        "at_its_largest: need is None or candidate.supply == largest -> need is None": "a shortcut to the same",
        "at_its_largest: whole if brief.limits == NO_LIMITS else _within(brief.limits, whole, catalog) -> _within(brief.limits, whole, catalog)": "a shortcut to the same",
    },
    "engine/changes": {
        "Raw = Mapping[str, Any] -> Raw = None": "a name for annotations",
        "Build = Callable[[Raw], Catalog | None] -> Build = None": "a name for annotations",
    },
    "engine/compare": {
        "better_elsewhere: row.advice and (row.advice.choice.chosen.suffices or not full) -> row.advice.choice.chosen.suffices or not full": "what is good enough has its advice; only the types do not know",
        "Comparison.__repr__: best and best.price is not None -> best": "the cheapest has a price; only the types do not know",
        "better_elsewhere: row.status == 'ok' and row.advice and (row.price is not None) -> row.status == 'ok' and row.price is not None": "what is good enough has its advice; only the types do not know",
        "_order: row.price or 0 -> row.price": "unknown prices are compared with each other alone",
        "_order: 2 -> 3": "it comes last either way",
        "_row_dict: 4 -> 5": "the factor has been rounded up to four places before",
    },
    "engine/cover": {
        "_deciding: 1 -> 2": "the sets are compared with each other alone",
        "cheapest_cover: [each._replace(price=int(each.price * unit)) for each in pieces if each.covers] -> [each._replace(price=int(each.price * unit)) for each in pieces]": "what covers nothing is never taken",
        "cheapest_cover: [each for each in core if each.covers & bit] -> [each for each in core]": "only how soon it is found",
        "cheapest_cover: each.covers & bit -> each.covers | bit": "only how soon it is found",
        "cheapest_cover: 0 -> 1": "all begin with the same",
        "cheapest_cover: cost < known -> cost <= known": "only how soon it is found",
        "cheapest_cover: 1 -> 2": "how many there are is compared alone",
        "_undominated: each.covers & ~other.covers -> each.covers | ~other.covers": "only how soon it is found",
        "_deciding: sorted(by_thing, key=lambda bit: (by_thing[bit].bit_count(), bit)) -> list(by_thing)": "only how soon it is found",
        "_deciding: by_thing[other] & ~by_thing[bit] -> by_thing[other] | ~by_thing[bit]": "only how soon it is found",
    },
    "engine/explain": {
        "_overruled: catalog.rank(tier) < catalog.rank(use.tier) -> catalog.rank(tier) <= catalog.rank(use.tier)": "a use of the same tier is passed over",
        "_shortfall: candidate.margin or Fraction(0) -> candidate.margin": "the value is always there, or never; only the types do not know",
        "_fit_reason: chosen.margin or Fraction(0) -> chosen.margin": "the value is always there, or never; only the types do not know",
        "_shape_reasons: width > height -> width >= height": "a square is 1:1 either way",
    },
    "engine/export": {
        "draft_for: draft is final or (known and draft.price == final.price) -> known and draft.price == final.price": "of unknown price it is the final one, which the plan takes all the same",
        "choose_format: listed and accepted and (name in accepted) -> accepted and name in accepted": "what is accepted is accepted by a target; only the types do not know",
        "choose_format: listed and accepted and (name in accepted) -> listed and name in accepted": "a name that is accepted is among some",
        "choose_format: listed and accepted -> accepted": "what is accepted is accepted by a target; only the types do not know",
    },
    "engine/fit": {
        "levels_for: 'levels' -> 'XXlevels'": "the name of what is remembered",
        "_shows_css_box: box is None or _reaches(filled(supply, box), box.area, line) -> _reaches(filled(supply, box), box.area, line)": "the value is always there; only the types do not know",
    },
    "engine/masters": {
        "choose_masters: sorted(range(len(targets)), key=lambda place: _shape(targets[place].need.pixels)) -> list(range(len(targets)))": "only how soon it is found",
        "choose_masters: counted or each.price is None -> counted": "where a price is not known, they are counted; only the types do not know",
        "choose_masters: 1 -> 2": "what each counts is the same for all, and so is what stands before the bits",
        "_serves: return False -> return None": "both are false",
    },
    "engine/need": {
        "Need.trim: self.density is None or self.bleed is None -> self.bleed is None": "what has a bleed has a density; only the types do not know",
        "_density: listed and listed.ppi and listed.ppi_min -> listed and listed.ppi_min": "the loader lets the two only go together",
        "_density: listed and listed.ppi and listed.ppi_min -> listed and listed.ppi": "the loader lets the two only go together",
        "_print_need: export if keep == 1 else _at(extent, density.ppi, keep) -> _at(extent, density.ppi, keep)": "a shortcut to the same",
        "_print_need: 1 -> 2": "a shortcut to the same",
        "_screen_need: export if keep == 1 else _at(one_to_one, factor, keep) -> _at(one_to_one, factor, keep)": "a shortcut to the same",
        "_screen_need: 1 -> 2": "a shortcut to the same",
        "_bounds: key = ('viewing bounds',) -> key = None": "the name of what is remembered",
        "_bounds: 1 -> 2": "over 0, any number is no bound",
        "_bounds: True -> False": "both are always of one length",
        "_explain_print: target.ppi is None and listed -> target.ppi is None": "a print without a class has a density of its own or its product's; only the types do not know",
    },
    "engine/plan": {
        "_cost_dict: 0 -> 1": "bytes are whole",
        "Amount = Fraction | int | None -> Amount = None": "a name for annotations",
        "Cost.minus: a is None or b is None -> b is None": "what the direct way has not, the other has not either",
        "Cost.plus: True -> False": "both are always of one length",
        "Cost.minus: True -> False": "both are always of one length",
        "_cheapest: low.total.price is None or direct.total.price is None -> low.total.price is None": "what the direct way has not, the other has not either",
        "_limit_reasons: terms.drafts is None or most < 0 -> most < 0": "without a number of drafts, as many are made as fit",
        "_saving_reasons: plan.drafts and price is not None and (low.steps[0].tier != images.tier) -> plan.drafts and low.steps[0].tier != images.tier": "of unknown price the direct way is taken only where there is one tier",
        "_warnings: 1 -> 2": "the price of two is known where that of one is",
    },
    "engine/pricing": {
        "_at: quality or '' -> quality": "no quality is called by either",
    },
    "engine/sizes": {
        "best_size: one > other -> one >= other": "where both are equal it has returned before",
        "sizes_for: smallest_box(table, need, shape) if covers(largest, need) else None -> smallest_box(table, need, shape)": "where the largest box does not cover it, no box does",
        "best_size: across * height <= down * width -> across * height < down * width": "of the need's own shape, the width says the same as the height",
    },
    "errors": {
        "nearest: len(wanted) // 3 -> len(wanted) / 3": "typos are whole, so a part of one never counts",
        "nearest: 0 -> 1": "where no name is compared, the bound bounds nothing",
    },
    "facts/build": {
        "_tier: 1 -> 2": "stands in for a flawed value, and no catalog with a flaw is used",
        "_thresholds: 0 -> 1": "stands in for a flawed value, and no catalog with a flaw is used",
        "_defaults: 1 -> 2": "stands in for a flawed value, and no catalog with a flaw is used",
        "_stale_after: 0 -> 1": "stands in for a flawed value, and no catalog with a flaw is used",
        "_corner: 0 -> 1": "stands in for a flawed value, and no catalog with a flaw is used",
        "_use: 'needs' -> 'XXneeds'": "stands in for a flawed value, and no catalog with a flaw is used",
        "_deliverable: '1x1px' -> 'XX1x1px'": "stands in for a flawed value, and no catalog with a flaw is used",
    },
    "facts/catalog": {
        "Rate = Fraction | Mapping[str, Fraction] | None -> Rate = None": "a name for annotations",
        "Price = PerImage | PerArea | PerMegapixel | PerToken -> Price = None": "a name for annotations",
    },
    "facts/load": {
        "read_file: 0 -> 1": "nobody reads the number of the error",
        "_open_regular: 0 -> 1": "nobody reads the number of the error, and Linux has the flag",
    },
    "facts/models": {
        "_offers_by_table: 1 -> 2": "stands in for a flawed value, and no catalog with a flaw is used",
        "_known_tier: 1 -> 2": "stands in for a flawed value, and no catalog with a flaw is used",
        "_per_megapixel: 1 -> 2": "stands in for a flawed value, and no catalog with a flaw is used",
        "_per_token: 0 -> 1": "stands in for a flawed value, and no catalog with a flaw is used",
        "_per_token: 1 -> 2": "stands in for a flawed value, and no catalog with a flaw is used",
        "_offers_by_rule: 1 -> 2": "whether there is any box does not depend on what is needed",
        "_check_sizes: 1 -> 2": "whether there is any box does not depend on what is needed",
    },
    "facts/presets": {
        "_holds: return False -> return None": "both are false",
    },
    "facts/rows": {
        "Value = TypeVar('Value') -> Value = None": "a name for annotations",
        "'Value' -> 'XXValue'": "the name of a type variable",
    },
    "facts/schema_check": {
        "_nearest: 1 -> 2": "only the first is looked at",
    },
    "facts/size_rules": {
        "largest_box: rules.area_max // across -> rules.area_max / across": "it is rounded down to a step afterwards",
        "_within_ratio: need.width * under > need.height * over -> need.width * under >= need.height * over": "where both are equal, the shape is the same in another unit",
    },
    "facts/strict_yaml": {
        "_decode: ']' -> 'XX]'": "X is among the characters already",
        "read: 'CSafeLoader' -> 'XXCSafeLoader'": "the other parser reads the same, only later",
        "read: getattr(yaml, 'CSafeLoader', yaml.SafeLoader) if trusted else yaml.SafeLoader -> yaml.SafeLoader": "the other parser reads the same, only later",
        "_plain: digits.lastindex or 1 -> digits.lastindex": "the value is always there; only the types do not know",
        "_plain: 1 -> 2": "the value is always there; only the types do not know",
    },
    "images/details": {
        "_tiff_colours: bits[0] if isinstance(bits, tuple) and bits else bits -> bits[0]": "what Pillow opens has a row of bits; only the types do not know",
        "_tiff_colours: isinstance(bits, tuple) and bits -> bits": "what Pillow opens has a row of bits; only the types do not know",
    },
    "images/files": {
        "_stdin: 0 -> 1": "nobody reads the number of the error",
        "listed_names: 1 -> 2": "a byte too many says as much as two",
        "_open_at_once: 0 -> 1": "it stands in where there are no named pipes either",
    },
    "images/guards": {
        "lifted_limits: -pixels // 2 -> -pixels / 2": "what one pixel more lets through is refused behind it",
    },
    "images/probe": {
        "_alpha_used: image.getchannel(last) if last in 'Aa' else image.convert('RGBA').getchannel('A') -> image.convert('RGBA').getchannel('A')": "a shortcut to the same",
        "_tags: tag in _WANTED and shape in _INTEGERS -> shape in _INTEGERS": "a tag that nobody looks for is found in vain",
    },
    "images/workers": {
        "_Pool.__init__: 1 -> 2": "how the work is shared shows in no answer",
        "16 -> 17": "how the work is shared shows in no answer",
    },
    "mcp/tools": {
        "_plan: 'cannot-apply' -> 'XXcannot-apply'": "a tool tells a mistake in words, without its code",
        "_campaign: 'cannot-apply' -> 'XXcannot-apply'": "a tool tells a mistake in words, without its code",
        "call: 'usage' -> 'XXusage'": "a tool tells a mistake in words, without its code",
    },
    "names": {
        "readings: '-' -> 'XX-'": "an X before what is looked through hides nothing of it",
        "model_named: found is None and name is not None -> found is None": "the default model is always there; only the types do not know",
        "_brand: letters[1] if letters else '' -> letters[1]": "the pattern matches any text; only the types do not know",
        "reads: return False -> return None": "both are false",
        "'Named' -> 'XXNamed'": "the name of a type variable",
    },
    "output/compare": {
        "compare_answer: best['reason'] or '' -> best['reason']": "a model that is not enough has a reason; that of another is not said",
    },
    "output/console": {
        "Screen.row: False -> True": "blanks that end a line are cut off",
    },
    "output/formats": {
        "csv_cell: '\\n\\t' -> 'XX\\n\\t'": "an X is harmless anyhow",
        "_escaped: '\\r\\n' -> 'XX\\r\\n'": "an X is harmless anyhow",
    },
    "output/guide": {
        "Box = tuple[Fraction, Fraction, Fraction, Fraction] -> Box = None": "a name for annotations",
    },
    "output/plan": {
        "_draw_steps: 1 -> 2": "there is one row, or four",
    },
    "output/tables": {
        "draw_table: True -> False": "a row has a cell for each column",
    },
    "units/display": {
        "density: ppi and ppi >= 100 -> ppi >= 100": "the value is always there; only the types do not know",
    },
    "units/numbers": {
        "plain: rest // (2 if rest % 2 == 0 else 5) -> rest / (2 if rest % 2 == 0 else 5)": "denominators are below 2**53",
    },
    "words": {
        "said_of: True -> False": "the three are always of one length",
    },
    "writing": {
        "write_new: out.flush() -> pass": "what is not flushed is written when the file is closed; only a power cut could tell",
        "write_new: '.resadvise-' -> 'XX.resadvise-'": "the name of a draft, which is gone",
        "write_new: '.tmp' -> 'XX.tmp'": "the name of a draft, which is gone",
        "write_new: 8 -> 9": "the name of a draft, which is gone",
        "_take_name: 420 -> 421": "the draft takes the place of this empty file, with its own rights",
    },
}
