"""Why two things are linked: claims, paths over them, and proofs of what follows."""
