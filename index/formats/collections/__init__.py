"""Files that hold many articles as they were sent or gathered: feeds, wires, mail, crawls."""
