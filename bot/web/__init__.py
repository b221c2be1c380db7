"""The owner's desk: pages in a browser on this machine, without any script."""
