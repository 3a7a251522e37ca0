"""The headings that help lists options under."""

# An option under "What is it for? Business" is the flag of a use of that group.
WHAT_FOR, HOW_BIG, LIMITS, MODEL, OUTPUT = "What is it for?", "How big?", "Limits", "Model and shape", "Output"
ARGUMENTS, MORE = "Arguments", "More options"
