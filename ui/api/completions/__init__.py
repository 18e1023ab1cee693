"""The same answers for programs that know OpenAI's API: one model more for them to choose."""
