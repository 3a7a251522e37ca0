"""The commands, a module each, whose `spec` returns the command or the group of commands.

Their help is here, so that the program can list them without loading them: that takes longer than all the rest.
"""

HELP = {
    "recommend": "Recommend a tier, from the target size if you give one, otherwise from what the image is for.",
    "plan": "Plan drafts and finals: total price and time, and what drafting at a lower tier saves.",
    "compare": "Compare the models: the cheapest one that is good enough for the same image comes first.",
    "campaign": "Plan one picture for several targets: the cheapest images that all of them can be cropped from.",
    "check": "Check image files: their real format and size, and whether they are good enough.",
    "batch": "Answer a table of briefs: one in each row of a CSV, TSV, JSON Lines or Parquet file.",
    "table": "Compare the tiers, or list what one model (--model) returns at every aspect ratio.",
    "uses": "List what an image can be for, with the tier of each use by rule of thumb.",
    "models": "List the image models: tiers, prices, status, and where sources disagree.",
    "deliverables": "Search the named targets by name, title, group or size, with the tier each one needs.",
    "explain": "Explain the codes of an answer: what each means, why, and what to do.",
    "facts": "Print all facts as one JSON document, or compare two states of them.",
    "skill": "Print the skill: what an agent needs to know to use resadvise well.",
    "mcp": "Serve agents over the Model Context Protocol, on standard input and output.",
    "presets": "Manage your presets file: your own prices, sizes, uses and models, merged over the built-in ones.",
    "schema": "Print the JSON Schema of a command's output or of presets files; without a name, list them.",
}
# The headings that the commands are listed under.
SECTIONS = {
    "Ask": ("recommend", "compare", "plan", "campaign", "batch"),
    "Check": ("check",),
    "Look up": ("table", "uses", "models", "deliverables", "explain", "facts"),
    "Customize and script": ("presets", "schema"),
    "Agents": ("skill", "mcp"),
}
# Those that have commands of their own.
GROUPS = ("facts", "presets")
