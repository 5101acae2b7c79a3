"""Reports of our own, annotated by hand, and the resolver that turns annotations into gold (`resolve`)."""
