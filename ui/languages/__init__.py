"""The words of the page: a gettext file a language; `docs/languages.md` says how to add one."""
