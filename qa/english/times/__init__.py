"""The grammar of time in English questions: words to periods of the calendar."""
