"""Values as HTML: answers, articles, lists."""
