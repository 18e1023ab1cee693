"""A build of an archive on the disk: opened, searched, checked, recovered."""
