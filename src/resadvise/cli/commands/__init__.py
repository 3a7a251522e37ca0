"""The commands, a module each, whose `spec` returns the command or the group of commands.

Their help stands here, so that the program can list them without loading them: that takes longer than all the rest.
"""

HELP = {
    "recommend": "Say which tier to ask for. By the size where one is given, else by what the image is for.",
    "plan": "Plan drafts and finals. Says what they take together, and what exploring at a low tier saves.",
    "compare": "Compare the models: what each needs for the same image, the cheapest that suffices first.",
    "campaign": "Plan one picture for several targets: the fewest dollars' worth of images to crop them all from.",
    "table": "Compare the tiers. With --model, list what it returns for every aspect ratio.",
    "uses": "List what an image can be for. Each use asks for a tier by rule of thumb.",
    "models": "List the image models. With tiers, prices, status, and where sources disagree about them.",
    "deliverables": (
        "Find named targets. By words of a name, title, group or size; each is shown with the tier that it takes."
    ),
    "check": "Check image files. What they really are, by header alone, and whether they suffice.",
    "schema": (
        "Print a JSON Schema. Of an answer of any command, or of a file of your own facts; without a name, list them."
    ),
    "presets": "Prices and sizes of your own. Also uses and models: a file of yours is merged over the shipped facts.",
}
# Those that have commands of their own.
GROUPS = ("presets",)
