"""What HTML is made with: templates and their words, in the language of who asked."""
